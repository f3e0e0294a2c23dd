import { Code, Text } from '@mantine/core';
import { useQuery } from 'urql';
import { useFormats } from '../../language/formats.ts';
import { useMessages } from '../../language/language.tsx';
import { type Fact, Facts } from '../../ui/facts.tsx';
import { Section } from '../../ui/section.tsx';
import { Time } from '../../ui/time.tsx';
import type { Account } from '../account-context.tsx';
import { FollowerCountDocument } from '../generated/operations.ts';
import { accountWords } from '../words.messages.ts';
import { overviewMessages } from './overview.messages.ts';

/** What WeChat told about the account, and how its authorization is. */
export function AccountFacts({ account }: { readonly account: Account }) {
  const words = useMessages(overviewMessages);
  const names = useMessages(accountWords);
  const formats = useFormats();
  const { accountType, verified, wechatStatus, openPlatform, credential, appId, originalId } = account;
  const facts: Fact[] = [
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
    ...(account.note ? [[words.note, <Note key="note">{account.note}</Note>] as const] : []),
  ];
  // Before the first authorization WeChat has told nothing.
  const known = facts.filter(([, value]) => value !== null);
  return (
    <Section title={words.facts}>
      <Facts facts={known} />
    </Section>
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
  const { followerCount, bindingRate } = account;
  const rate = bindingRate === null ? '' : ` · ${formats.percent(bindingRate)} ${words.bound}`;
  return `${formats.number(followerCount)}${rate}`;
}
