import { Code, DataList, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useQuery } from 'urql';
import { useFormats } from '../../language/formats.ts';
import { useMessages } from '../../language/language.tsx';
import { Time } from '../../ui/time.tsx';
import type { Account } from '../account-context.tsx';
import { FollowerCountDocument } from '../generated/operations.ts';
import { SectionCard } from '../settings/section.tsx';
import { accountWords } from '../words.messages.ts';
import { overviewMessages } from './overview.messages.ts';

/** What WeChat told about the account, and how its authorization is. */
export function Facts({ account }: { readonly account: Account }) {
  const words = useMessages(overviewMessages);
  const names = useMessages(accountWords);
  const formats = useFormats();
  const { accountType, verified, wechatStatus, openPlatform, credential, appId, originalId } = account;
  const facts: [string, ReactNode][] = [
    [words.followers, <Followers key="followers" account={account} />],
    [words.type, accountType && names.type[accountType]],
    [words.verification, verified === null ? null : verified ? names.verified : names.notVerified],
    [words.principal, account.principalName],
    [words.appId, appId && <Code key="appId">{appId}</Code>],
    [words.originalId, originalId && <Code key="originalId">{originalId}</Code>],
    [words.wechat, wechatStatus && names.wechat[wechatStatus]],
    [
      words.platform,
      appId === null
        ? null
        : openPlatform
          ? words.capacity(formats.number(openPlatform.slotsTaken), formats.number(openPlatform.slotLimit))
          : words.noPlatform,
    ],
    [
      words.authorization,
      credential && <CredentialState key="state" account={account} credential={credential} />,
    ],
    [words.authorizedAt, credential ? <Time key="at" at={credential.authorizedAt} relative /> : words.never],
    [words.added, <Time key="added" at={account.createdAt} />],
    ...(account.note ? [[words.note, <Note key="note">{account.note}</Note>] as [string, ReactNode]] : []),
  ];
  // Before the first authorization WeChat has told nothing.
  const known = facts.filter(([, value]) => value !== null);
  return (
    <SectionCard title={words.facts}>
      <DataList labelWidth="8.5rem" size="sm">
        {known.map(([label, value]) => (
          <DataList.Item key={label}>
            <DataList.ItemLabel>{label}</DataList.ItemLabel>
            <DataList.ItemValue style={{ overflowWrap: 'anywhere' }}>{value}</DataList.ItemValue>
          </DataList.Item>
        ))}
      </DataList>
    </SectionCard>
  );
}

function Note({ children }: { readonly children: string }) {
  return (
    <Text size="sm" style={{ whiteSpace: 'pre-line' }}>
      {children}
    </Text>
  );
}

interface CredentialProps {
  readonly account: Account;
  readonly credential: NonNullable<Account['credential']>;
}

function CredentialState({ account, credential: { state, stateReason } }: CredentialProps) {
  const names = useMessages(accountWords);
  const reason = stateReason && names.reason[stateReason];
  // Nobody authorizes a removed account again.
  if (account.status === 'REMOVED') return reason;
  return (
    <>
      {names.credential[state]}
      {reason && (
        <Text size="sm" c="dimmed">
          {reason}
        </Text>
      )}
    </>
  );
}

/** Counted only here: a list of accounts would count the followers of each. */
function Followers({ account: { id } }: { readonly account: Account }) {
  const words = useMessages(overviewMessages);
  const formats = useFormats();
  const [{ data }] = useQuery({
    query: FollowerCountDocument,
    variables: { id },
    requestPolicy: 'cache-and-network',
  });
  const account = data?.officialAccount;
  if (!account) return '–';
  const { followers, bindingRate } = account;
  const rate = bindingRate === null ? '' : ` · ${formats.percent(bindingRate)} ${words.bound}`;
  return `${formats.number(followers.totalCount)}${rate}`;
}
