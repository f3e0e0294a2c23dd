import about from '../../package.json' with { type: 'json' };

/** Of Qiao. */
export const VERSION = about.version;
