import { expect, test } from 'vitest';
import { TERMS_IN_CHINESE } from '../../console/src/accounts/settings/terms.messages.ts';
import { CURRENT_TERMS } from '../../src/modules/accounts/terms/terms.rules.ts';

test('the console has the terms in force in Chinese, with the same paragraphs', () => {
  const paragraphs = (text = '') => text.split('\n\n').length;
  expect(paragraphs(TERMS_IN_CHINESE[CURRENT_TERMS.version])).toBe(paragraphs(CURRENT_TERMS.text));
});
