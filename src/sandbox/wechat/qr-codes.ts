import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import QRCode from 'qrcode';
import { ControlError } from '../shared/control-error.ts';
import { queryOf } from '../shared/requests.ts';
import { type Sandbox, unixSeconds } from './context.ts';
import { WeChatError } from './errors.ts';
import { randomText } from './ids.ts';
import type { QrCode } from './state.ts';

const ADDRESS = 'http://weixin.qq.com/q/';
const KEY = 20;
const PERMANENT_LIMIT = 100_000;

/** What a scene code is made for. */
export interface SceneOrder {
  appId: string;
  scene: string;
  isText: boolean;
  /** null: for ever. */
  seconds: number | null;
}

/** Makes a code; the same permanent scene gives the same code. 45029 beyond 100,000 permanent ones of an account. */
export function makeQrCode(sandbox: Sandbox, { appId, scene, isText, seconds }: SceneOrder): QrCode {
  const isPermanent = seconds === null;
  const key = isPermanent ? permanentKey(appId, scene, isText) : randomText(KEY);
  const { qrCodes, permanentQrCodes } = sandbox.state;
  const known = qrCodes[key];
  if (known !== undefined) return known;
  const permanent = permanentQrCodes[appId] ?? 0;
  if (isPermanent && permanent >= PERMANENT_LIMIT) throw new WeChatError(45029);
  if (isPermanent) permanentQrCodes[appId] = permanent + 1;
  const expiresAt = isPermanent ? null : sandbox.now() + seconds * 1000;
  const code: QrCode = { ticket: ticketOf(key, seconds), appId, scene, isText, expiresAt };
  qrCodes[key] = code;
  sandbox.store.changed();
  return code;
}

/** What the code says. */
export const addressOf = ({ ticket }: QrCode): string => `${ADDRESS}${keyIn(ticket)}`;

/** The code that somebody scans: its address, its ticket, or a scene of this account; 404 unless it is one, 409 if it has expired. */
export function requireQrCode(sandbox: Sandbox, text: string, appId: string | undefined): QrCode {
  const { qrCodes } = sandbox.state;
  const key = text.startsWith(ADDRESS) ? text.slice(ADDRESS.length) : keyIn(text);
  const found =
    qrCodes[key] ?? Object.values(qrCodes).findLast((code) => code.appId === appId && code.scene === text);
  if (found === undefined)
    throw new ControlError(404, 'NOT_FOUND', 'there is no QR code of that address, ticket or scene', [
      'code',
    ]);
  if (isExpired(sandbox, found))
    throw new ControlError(409, 'CODE_EXPIRED', '二维码已过期 (the QR code has expired)', ['code']);
  return found;
}

export const isExpired = (sandbox: Sandbox, { expiresAt }: QrCode): boolean =>
  expiresAt !== null && sandbox.now() >= expiresAt;

/** The picture of a code, for anybody who knows its ticket; 404 for another ticket, and after its life. */
export function serveQrCodes(app: FastifyInstance, sandbox: Sandbox): void {
  app.get('/cgi-bin/showqrcode', async (request, reply) => {
    const ticket = queryOf(request).ticket ?? '';
    const code = sandbox.state.qrCodes[keyIn(ticket)];
    if (code?.ticket !== ticket || isExpired(sandbox, code))
      return reply.code(404).type('text/html').send('<html><body>404 Not Found</body></html>');
    const picture = await QRCode.toBuffer(addressOf(code), { type: 'png', width: 430 });
    return reply.type('image/png').send(picture);
  });
}

const permanentKey = (...order: unknown[]): string =>
  createHash('sha256').update(JSON.stringify(order)).digest('base64url').slice(0, KEY);

/** As real ones: base64 of bytes with the address in them, and the times. */
function ticketOf(key: string, seconds: number | null): string {
  const bytes = [
    Buffer.from('8101f8ee3a000000000000000001', 'hex'),
    Buffer.from(`,${ADDRESS}${key}`),
    Buffer.from('000204', 'hex'),
    littleEndian(unixSeconds()),
    Buffer.from('0304', 'hex'),
    littleEndian(seconds ?? 0),
  ];
  return Buffer.concat(bytes).toString('base64');
}

function littleEndian(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

/** Empty: the text is no ticket. */
function keyIn(ticket: string): string {
  const text = Buffer.from(ticket, 'base64').toString('latin1');
  const start = text.indexOf(ADDRESS) + ADDRESS.length;
  return start < ADDRESS.length ? '' : text.slice(start, start + KEY);
}
