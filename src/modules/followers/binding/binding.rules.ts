/** BOUND: a contact is known · HELD: none is known yet · CONFLICT: several contacts, or one of another follower, claim them. */
export const BINDING_STATES = ['BOUND', 'HELD', 'CONFLICT'] as const;
export type BindingState = (typeof BINDING_STATES)[number];

/** How a follower and a contact came together. */
export const BINDING_WAYS = ['EXISTING_FIELD', 'LINK', 'QR_CODE', 'FORM', 'CREATED'] as const;
export type BindingWay = (typeof BINDING_WAYS)[number];
