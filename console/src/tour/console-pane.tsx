import { Button, Loader, Stack, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useMessages } from '../language/language.tsx';
import { Failure } from '../ui/failure.tsx';
import { RefusalList } from '../ui/refusal-list.tsx';
import { QrCode } from './qr-code.tsx';
import { TOUR_CONTACT } from './start-tour.ts';
import { tourMessages } from './tour.messages.ts';
import { followerOf, linkOf } from './tour-steps.ts';
import type { Tour } from './use-tour.ts';

/** What Qiao shows at each step. */
export function ConsolePane({ tour }: { readonly tour: Tour }) {
  return (
    <Stack p="md" style={{ flex: 1, overflowY: 'auto' }} role="status">
      <Step tour={tour} />
      <RefusalList refusals={tour.refusals} />
      {tour.error && <Failure error={tour.error} />}
    </Stack>
  );
}

function Step({ tour }: { readonly tour: Tour }) {
  const words = useMessages(tourMessages);
  const { account, step, isBusy } = tour;
  if (step === 'ADD' || account === null)
    return (
      <Part hint={isBusy ? words.starting : words.startHint}>
        <Button size="md" loading={isBusy} onClick={tour.start}>
          {words.start}
        </Button>
      </Part>
    );
  if (step === 'SCAN') return <Scan tour={tour} />;
  if (step === 'FOLLOW' || step === 'BIND') {
    const link = linkOf(account);
    if (!link) return <Part hint={words.preparing}>{isBusy && <Loader size="sm" aria-hidden />}</Part>;
    return (
      <Part
        title={words.followTitle(link.contact?.emailAddress ?? TOUR_CONTACT)}
        hint={words.followHint(account.displayName)}
      >
        <QrCode svg={link.qrCodeSvg} alt={words.qrFollow} />
      </Part>
    );
  }
  if (step === 'DELIVER')
    return (
      <Part title={words.waitTitle} hint={words.waitHint}>
        <Loader size="sm" aria-hidden />
      </Part>
    );
  return <Over tour={tour} />;
}

function Scan({ tour: { account, isBusy, renew } }: { readonly tour: Tour }) {
  const words = useMessages(tourMessages);
  const session = account?.authorizationSession;
  const again = (
    <Button variant="default" size="xs" w="fit-content" loading={isBusy} onClick={renew}>
      {words.newCode}
    </Button>
  );
  if (session?.status === 'PENDING')
    return (
      <Part title={words.scanTitle} hint={words.scanHint}>
        <QrCode svg={session.qrCodeSvg} alt={words.qrAuthorization} />
        {again}
      </Part>
    );
  const { message, nextStep } = session?.failure ?? {};
  return (
    <Part title={words.failed} hint={[message, nextStep].filter(Boolean).join(' ')}>
      {again}
    </Part>
  );
}

function Over({ tour: { account, restart } }: { readonly tour: Tour }) {
  const words = useMessages(tourMessages);
  if (!account) return null;
  const follower = followerOf(account);
  const accountId = account.id;
  return (
    <Part
      title={words.doneTitle}
      hint={words.doneHint(follower?.binding.contact?.emailAddress ?? TOUR_CONTACT)}
    >
      {follower && (
        <Button component={Link} to={`/accounts/${accountId}/followers/${follower.id}`}>
          {words.toFollower}
        </Button>
      )}
      <Button variant="default" component={Link} to={`/accounts/${accountId}`}>
        {words.toAccount}
      </Button>
      <Button variant="subtle" onClick={restart}>
        {words.again}
      </Button>
    </Part>
  );
}

interface PartProps {
  readonly title?: string;
  readonly hint: string;
  readonly children: ReactNode;
}

function Part({ title, hint, children }: PartProps) {
  return (
    <>
      {title && (
        <Title order={2} size="h4" style={{ overflowWrap: 'anywhere' }}>
          {title}
        </Title>
      )}
      <Text>{hint}</Text>
      <Stack gap="sm" align="stretch">
        {children}
      </Stack>
    </>
  );
}
