import { Alert, List } from '@mantine/core';

/** Refusals that no field of the form shows. */
export function RefusalList({ refusals }: { readonly refusals: readonly string[] }) {
  if (refusals.length === 0) return null;
  return (
    <Alert color="red" variant="light" role="alert">
      {refusals.length === 1 ? (
        refusals[0]
      ) : (
        <List size="sm">
          {refusals.map((text) => (
            <List.Item key={text}>{text}</List.Item>
          ))}
        </List>
      )}
    </Alert>
  );
}
