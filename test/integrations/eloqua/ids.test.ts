import { expect, test } from 'vitest';
import { campaignIdIn, guidIn } from '../../../src/integrations/eloqua/ids.ts';

test.each([
  ['1234', '1234'],
  ['https://secure.p01.eloqua.com/Main.aspx#campaigns&id=1234', '1234'],
  ['https://secure.p01.eloqua.com/Main.aspx#Campaigns&tab=2&ID=1234&x', '1234'],
  ['https://secure.p01.eloqua.com/Main.aspx?id=1#campaigns&id=1234', '1234'],
  ['https://secure.p01.eloqua.com/Main.aspx?id=1234', null],
  ['https://secure.p01.eloqua.com/Main.aspx#segments&id=1234', null],
  ['https://secure.p01.eloqua.com/Main.aspx#campaignsfolder&id=1234', null],
  ['https://secure.p01.eloqua.com/Main.aspx#x&campaigns&id=1234', null],
  ['https://other.example/?id=1234', null],
  ['https://secure.p01.eloqua.com/Main.aspx#campaigns&xid=1234', null],
  ['https://secure.p01.eloqua.com/Main.aspx#campaigns&id=12a', null],
  ['0x12', null],
  ['1234567890123456789', null],
  ['', null],
])('the campaign that “%s” means is %s', (reference, id) => {
  expect(campaignIdIn(reference)).toBe(id);
});

test.each([
  ['0B8D1B2E-55A5-4B6A-9C3E-1F2A3B4C5D6E', '0b8d1b2e-55a5-4b6a-9c3e-1f2a3b4c5d6e'],
  ['0b8d1b2e55a54b6a9c3e1f2a3b4c5d6e', '0b8d1b2e-55a5-4b6a-9c3e-1f2a3b4c5d6e'],
  ['0b8d1b2e', null],
  ['', null],
  ["'; drop table message_sender; --------", null],
])('the GUID in “%s” is %s', (text, id) => {
  expect(guidIn(text)).toBe(id);
});
