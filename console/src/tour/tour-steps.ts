import type { TourProgressQuery } from './generated/operations.ts';

export const TOUR_STEPS = ['ADD', 'SCAN', 'FOLLOW', 'BIND', 'DELIVER'] as const;
export type TourStep = (typeof TOUR_STEPS)[number];

export const PANES = ['console', 'phone', 'eloqua'] as const;
export type Pane = (typeof PANES)[number];

export type TourAccount = NonNullable<TourProgressQuery['officialAccount']>;

/** Of somebody who follows Eloqua gets two things: the values of the contact, and the activity. */
const DELIVERIES = 2;

/** The step that comes next; null: the tour is over. */
export function nextStep(account: TourAccount | null): TourStep | null {
  if (account === null) return 'ADD';
  const follower = followerOf(account);
  if (account.appId === null) return 'SCAN';
  if (!follower?.subscribed) return 'FOLLOW';
  if (follower.binding.state !== 'BOUND') return 'BIND';
  const deliveries = account.deliveries.edges.map(({ node }) => node);
  const isDelivered =
    deliveries.length >= DELIVERIES && deliveries.every(({ status }) => status === 'DELIVERED');
  return isDelivered ? null : 'DELIVER';
}

/** Where the person has something to do, or to see. */
export const PANE_OF: Readonly<Record<TourStep, Pane>> = {
  ADD: 'console',
  SCAN: 'phone',
  FOLLOW: 'phone',
  BIND: 'phone',
  DELIVER: 'eloqua',
};

export const followerOf = (account: TourAccount) => account.followers.edges[0]?.node;
export const linkOf = (account: TourAccount) => account.bindingLinks.edges[0]?.node;
