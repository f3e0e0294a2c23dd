import { isPlainText, isStorable, lengthOf } from '../../../kernel/text.rules.ts';

/** PERSONAL_QR_CODE: binds whom scans it first to one contact · REGISTRATION_PAGE: asks people for their e-mail address. */
export const BINDING_LINK_KINDS = ['PERSONAL_QR_CODE', 'REGISTRATION_PAGE'] as const;
export type BindingLinkKind = (typeof BINDING_LINK_KINDS)[number];

/** WeChat's limit. */
export const QR_CODE_SECONDS = 30 * 86_400;

/** What the scenes of personal QR codes begin with, so that other scenes need not be looked up. */
const SCENE = 'qiao.';

export const sceneOf = (token: string): string => `${SCENE}${token}`;
export const mayBePersonal = (scene: string | null | undefined): scene is string =>
  scene?.startsWith(SCENE) ?? false;

const LABEL_LIMIT = 100;

interface LabelFault {
  readonly code: 'INVALID';
  readonly message: string;
  readonly path: readonly string[];
}

export function labelFaults(label: string | null): LabelFault[] {
  if (label === null || (lengthOf(label) <= LABEL_LIMIT && isPlainText(label) && isStorable(label)))
    return [];
  const message = `A label is one line of at most ${LABEL_LIMIT} characters.`;
  return [{ code: 'INVALID', message, path: ['label'] }];
}

const BYTES = 16;
const bytesOf = (id: string): Buffer => Buffer.from(id.replaceAll('-', ''), 'hex');

/** The public id of a registration page. It names the installation, because nobody is signed in there. */
export const linkIdOf = (installationId: string, id: string): string =>
  Buffer.concat([bytesOf(installationId), bytesOf(id)]).toString('base64url');

/** Null for a text that is no such id. */
export function readLinkId(text: string): { readonly installationId: string; readonly id: string } | null {
  const bytes = Buffer.from(text, 'base64url');
  if (bytes.length !== 2 * BYTES || bytes.toString('base64url') !== text) return null;
  return { installationId: idIn(bytes.subarray(0, BYTES)), id: idIn(bytes.subarray(BYTES)) };
}

const idIn = (bytes: Buffer): string =>
  bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
