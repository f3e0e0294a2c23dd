import { Text } from '@mantine/core';
import { useLanguage, useMessages } from '../language/language.tsx';
import { Time } from '../ui/time.tsx';
import { auditMessages } from './audit.messages.ts';
import { valueWords } from './audit-words.messages.ts';

const ISO_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/;

/** A recorded value as people read it. */
export function AuditValue({ value }: { readonly value: unknown }) {
  const words = useMessages(auditMessages);
  const { language } = useLanguage();
  if (value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0))
    return (
      <Text span size="sm" c="dimmed" fs="italic">
        {words.empty}
      </Text>
    );
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  if (typeof value === 'string' && ISO_TIME.test(value)) return <Time at={value} />;
  if (Array.isArray(value) && value.every((one) => typeof one !== 'object'))
    return value.map((one) => valueWords(String(one), language)).join(language === 'zh' ? '、' : ', ');
  return typeof value === 'object' ? JSON.stringify(value) : valueWords(String(value), language);
}
