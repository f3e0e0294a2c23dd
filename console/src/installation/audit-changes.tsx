import { Button, Table, Text } from '@mantine/core';
import { useState } from 'react';
import { useLanguage, useMessages } from '../language/language.tsx';
import { auditMessages } from './audit.messages.ts';
import { valueName } from './audit-actions.messages.ts';
import { type Difference, differencesOf } from './audit-difference.ts';
import { AuditValue } from './audit-value.tsx';
import type { AuditEntriesQuery } from './generated/operations.ts';

type Entry = AuditEntriesQuery['auditEntries']['edges'][number]['node'];

/** So many are shown at first. */
const FEW = 3;

/** The values of an entry: what they were, and what they are now. */
export function AuditChanges({ entry: { before, after } }: { readonly entry: Entry }) {
  const words = useMessages(auditMessages);
  const [isWhole, setIsWhole] = useState(false);
  const all = differencesOf(before, after);
  if (all.length === 0) return null;
  const shown = isWhole ? all : all.slice(0, FEW);
  return (
    <div>
      <Table withRowBorders={false} verticalSpacing={2} layout="fixed" aria-label={words.change}>
        <Table.Thead className="visually-hidden">
          <Table.Tr>
            <Table.Th>{words.field}</Table.Th>
            <Table.Th>{words.change}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {shown.map((difference) => (
            <Change key={difference.name} difference={difference} isNew={before === null} />
          ))}
        </Table.Tbody>
      </Table>
      {all.length > FEW && (
        <Button
          variant="subtle"
          size="compact-xs"
          aria-expanded={isWhole}
          onClick={() => setIsWhole((whole) => !whole)}
        >
          {isWhole ? words.fewerChanges : words.allChanges(all.length)}
        </Button>
      )}
    </div>
  );
}

function Change({ difference, isNew }: { readonly difference: Difference; readonly isNew: boolean }) {
  const { language } = useLanguage();
  const words = useMessages(auditMessages);
  const { name, before, after } = difference;
  return (
    <Table.Tr>
      <Table.Th w={180} fw={400} c="dimmed" style={{ verticalAlign: 'top', overflowWrap: 'anywhere' }}>
        {valueName(name, language)}
      </Table.Th>
      <Table.Td style={{ overflowWrap: 'anywhere' }}>
        {!isNew && (
          <Text span size="sm" td="line-through" c="dimmed">
            <span className="visually-hidden">{words.before} </span>
            <AuditValue value={before} />
          </Text>
        )}
        {!isNew && <span aria-hidden> → </span>}
        <Text span size="sm">
          {!isNew && <span className="visually-hidden">{words.after} </span>}
          <AuditValue value={after} />
        </Text>
      </Table.Td>
    </Table.Tr>
  );
}
