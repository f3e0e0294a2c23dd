import type { ApiHandler } from './component-api.ts';
import type { Sandbox } from './context.ts';
import { WeChatError } from './errors.ts';
import { type ApiRequest, type Arguments, isServiceAccount, openAccountCall, text } from './gate.ts';
import { addressOf, makeQrCode } from './qr-codes.ts';

const NEEDS = { permissions: [3], verified: true, type: isServiceAccount };
const DEFAULT_SECONDS = 60;
const MOST_SECONDS = 2_592_000;
const LONGEST_SCENE = 64;

/** By action: whether the scene is a text, and the highest number otherwise. */
const ACTIONS: Readonly<Record<string, { isText: boolean; isPermanent: boolean; most: number }>> = {
  QR_SCENE: { isText: false, isPermanent: false, most: 0xffff_ffff },
  QR_STR_SCENE: { isText: true, isPermanent: false, most: 0 },
  QR_LIMIT_SCENE: { isText: false, isPermanent: true, most: 100_000 },
  QR_LIMIT_STR_SCENE: { isText: true, isPermanent: true, most: 0 },
};

/** QR codes with a scene: permission set 3 of verified service accounts. */
export function qrApi(sandbox: Sandbox): Record<string, ApiHandler> {
  return { '/cgi-bin/qrcode/create': (request) => create(sandbox, request) };
}

function create(sandbox: Sandbox, request: ApiRequest): Record<string, unknown> {
  const { account, body } = openAccountCall(sandbox, request, NEEDS);
  const action = ACTIONS[text(body, 'action_name')];
  if (action === undefined) throw new WeChatError(40052);
  const { isText, isPermanent, most } = action;
  const scene = isText ? sceneText(body) : sceneNumber(body, most);
  const seconds = isPermanent ? null : secondsIn(body);
  const code = makeQrCode(sandbox, { appId: account.appId, scene, isText, seconds });
  return {
    ticket: code.ticket,
    ...(seconds !== null && { expire_seconds: seconds }),
    url: addressOf(code),
  };
}

function sceneText(body: Arguments): string {
  const scene = text(sceneIn(body), 'scene_str');
  if (scene === '' || [...scene].length > LONGEST_SCENE) throw new WeChatError(40053);
  return scene;
}

function sceneNumber(body: Arguments, most: number): string {
  const scene = sceneIn(body).scene_id;
  if (typeof scene !== 'number' || !Number.isInteger(scene) || scene < 1 || scene > most)
    throw new WeChatError(40053);
  return String(scene);
}

function sceneIn({ action_info }: Arguments): Arguments {
  const scene = isObject(action_info) ? action_info.scene : undefined;
  if (!isObject(scene)) throw new WeChatError(40053);
  return scene;
}

function secondsIn({ expire_seconds = DEFAULT_SECONDS }: Arguments): number {
  const isRight =
    typeof expire_seconds === 'number' && Number.isInteger(expire_seconds) && expire_seconds >= 1;
  if (!isRight || expire_seconds > MOST_SECONDS) throw new WeChatError(40097);
  return expire_seconds;
}

const isObject = (value: unknown): value is Arguments => typeof value === 'object' && value !== null;
