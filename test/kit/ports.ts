import { freePorts } from '../../src/main/free-ports.ts';

/** A port that nobody listens on, as are the `further` ones after it. */
export const freePort = (further = 0): Promise<number> => freePorts(further + 1);
