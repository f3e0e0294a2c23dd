import { decrypt, sign } from './crypto.ts';
import type { Verdict } from './pushes.ts';
import type { Account, Component } from './state.ts';
import { readXml } from './xml.ts';

/** Judges the answer to an account message as WeChat does: nothing, `success`, or an encrypted passive reply. */
export function judgeMessageAnswer(
  component: Component,
  account: Account,
  openId: string,
  body: string,
): Verdict {
  if (body === '' || body === 'success') return { kind: 'ACCEPTED' };
  const envelope = readXml(body);
  const { Encrypt = '', MsgSignature = '', TimeStamp = '', Nonce = '' } = envelope ?? {};
  if (Encrypt === '')
    return { kind: 'REFUSED', problem: 'the answer is neither success, empty, nor encrypted XML' };
  if (sign(component.token, TimeStamp, Nonce, Encrypt) !== MsgSignature) {
    return { kind: 'REFUSED', problem: "the reply's MsgSignature is wrong" };
  }
  try {
    const { message, tail } = decrypt(component.aesKey, Encrypt);
    const reply = readXml(message);
    if (tail !== component.appId)
      return { kind: 'REFUSED', problem: "the reply's tail is not the component's AppID" };
    if (reply === null) return { kind: 'REFUSED', problem: 'the reply is not XML' };
    if (reply.ToUserName !== openId || reply.FromUserName !== account.originalId) {
      return { kind: 'REFUSED', problem: "the reply's ToUserName or FromUserName is wrong" };
    }
    return { kind: 'ACCEPTED', reply };
  } catch (error) {
    return { kind: 'REFUSED', problem: `the reply cannot be decrypted: ${String(error)}` };
  }
}
