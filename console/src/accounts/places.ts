/** The end of the overview's address after an account was added: the page says that all is done. */
export const READY = 'ready';
