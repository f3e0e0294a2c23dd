import { Badge } from '@mantine/core';
import { useMessages } from '../language/language.tsx';
import type { BindingState, DeliveryStatus } from './generated/operations.ts';
import { followerWords } from './words.messages.ts';

const BINDING_COLORS: Record<BindingState, string> = { BOUND: 'teal', HELD: 'gray', CONFLICT: 'orange' };
const DELIVERY_COLORS: Record<DeliveryStatus, string> = {
  DELIVERED: 'teal',
  FAILED: 'red',
  HELD: 'gray',
  PENDING: 'blue',
  SENDING: 'blue',
};

/** Letters as they are, and never cut off. */
const LABEL = { root: { textTransform: 'none', minWidth: 'max-content' } } as const;

export function BindingBadge({ state }: { readonly state: BindingState }) {
  const words = useMessages(followerWords);
  return (
    <Badge variant="light" color={BINDING_COLORS[state]} styles={LABEL}>
      {words.binding[state]}
    </Badge>
  );
}

export function DeliveryBadge({ status }: { readonly status: DeliveryStatus }) {
  const words = useMessages(followerWords);
  return (
    <Badge variant="light" color={DELIVERY_COLORS[status]} styles={LABEL}>
      {words.delivery[status]}
    </Badge>
  );
}
