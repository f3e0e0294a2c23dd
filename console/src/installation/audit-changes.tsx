import { Button, Text } from '@mantine/core';
import { Fragment, useState } from 'react';
import { useLanguage, useMessages } from '../language/language.tsx';
import { auditMessages } from './audit.messages.ts';
import { type Difference, differencesOf } from './audit-difference.ts';
import { AuditValue } from './audit-value.tsx';
import { valueName } from './audit-words.messages.ts';
import type { AuditEntriesQuery } from './generated/operations.ts';

type Entry = AuditEntriesQuery['auditEntries']['edges'][number]['node'];

/** So many are shown at first. */
const FEW = 3;

/** The values of an entry: what they were, and what they are now. */
export function AuditChanges({ entry: { before, after } }: { readonly entry: Entry }) {
  const { language } = useLanguage();
  const words = useMessages(auditMessages);
  const [isWhole, setIsWhole] = useState(false);
  const all = differencesOf(before, after);
  if (all.length === 0) return null;
  const shown = isWhole ? all : all.slice(0, FEW);
  return (
    <div>
      <dl
        style={{
          display: 'grid',
          gridTemplateColumns: 'fit-content(40%) minmax(0, 1fr)',
          gap: '2px 16px',
          margin: 0,
          overflowWrap: 'anywhere',
        }}
      >
        {shown.map((difference) => (
          <Fragment key={difference.name}>
            <Text component="dt" size="sm" c="dimmed">
              {valueName(difference.name, language)}
            </Text>
            <Text component="dd" size="sm" m={0} style={{ whiteSpace: 'pre-line' }}>
              <Change difference={difference} isNew={before === null} />
            </Text>
          </Fragment>
        ))}
      </dl>
      {all.length > FEW && (
        <Button
          variant="subtle"
          size="compact-xs"
          px={0}
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
  const words = useMessages(auditMessages);
  const { before, after } = difference;
  if (isNew) return <AuditValue value={after} />;
  return (
    <>
      <span className="visually-hidden">{words.before} </span>
      <Text span size="sm" td="line-through" c="dimmed">
        <AuditValue value={before} />
      </Text>
      <span aria-hidden> → </span>
      <span className="visually-hidden">{words.after} </span>
      <AuditValue value={after} />
    </>
  );
}
