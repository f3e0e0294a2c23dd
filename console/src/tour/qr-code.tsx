import { Image } from '@mantine/core';

/** A QR code as the API gives it; on white, so that phones read it in dark colors too. */
export function QrCode({ svg, alt }: { readonly svg: string; readonly alt: string }) {
  return (
    <Image
      src={`data:image/svg+xml,${encodeURIComponent(svg)}`}
      alt={alt}
      w={200}
      h={200}
      p="xs"
      bg="white"
      radius="sm"
    />
  );
}
