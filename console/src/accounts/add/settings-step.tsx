import { Alert, Anchor, Button, Group, List, Stack, Text } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useLanguage, useMessages } from '../../language/language.tsx';
import { IconCircleCheck, IconClock } from '../../ui/icons.tsx';
import { Section } from '../../ui/section.tsx';
import { Unsaved } from '../../ui/unsaved.tsx';
import type { Account } from '../account-context.tsx';
import type { SettingsFrameQuery } from '../generated/operations.ts';
import { REQUIREMENTS_IN_CHINESE } from '../overview/requirement.messages.ts';
import { READY } from '../places.ts';
import { AccessSection } from '../settings/access-section.tsx';
import { CampaignSection } from '../settings/campaign-section.tsx';
import { DetailsSection } from '../settings/details-section.tsx';
import { FieldsSection } from '../settings/fields-section.tsx';
import { settingsMessages } from '../settings/settings.messages.ts';
import { SettingsNotices } from '../settings/settings-notices.tsx';
import { ALL_SECTIONS } from '../settings/settings-values.ts';
import { TermsSection } from '../settings/terms-section.tsx';
import { useSave } from '../settings/use-save.tsx';
import { useSettings } from '../settings/use-settings.ts';
import { accountWords } from '../words.messages.ts';
import { addMessages } from './add.messages.ts';

interface Props {
  readonly account: Account;
  readonly frame: SettingsFrameQuery;
  readonly onShowCode: () => void;
}

/** All settings of a new account, saved together. It closes by itself when the account is complete. */
export function SettingsStep({ account, frame, onShowCode }: Props) {
  const words = useMessages(addMessages);
  const of = useMessages(settingsMessages);
  const navigate = useNavigate();
  const settings = useSettings(account);
  const [isSaved, setSaved] = useState(false);
  const { save, dialog } = useSave(settings, () => setSaved(true));
  const isDirty = ALL_SECTIONS.some(settings.isDirty);
  const isReady = account.status === 'ACTIVE' && !isDirty && (isSaved || settings.base.version > 1);
  useEffect(() => {
    if (isReady) void navigate({ to: `/accounts/${account.id}` as '/', hash: READY });
  }, [isReady, navigate, account.id]);
  const top = useRef<HTMLDivElement>(null);
  useEffect(() => top.current?.focus(), []);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save(ALL_SECTIONS);
  };
  const { terms, installation } = frame;
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="lg">
        <div ref={top} tabIndex={-1} style={{ outline: 'none' }}>
          <WhatWeChatSays account={account} onShowCode={onShowCode} />
        </div>
        <Section title={of.fields} hint={of.fieldsHint}>
          <FieldsSection settings={settings} />
        </Section>
        <Section title={of.campaign} hint={of.campaignHint}>
          <CampaignSection settings={settings} />
        </Section>
        <Section title={of.details}>
          <DetailsSection settings={settings} defaultZone={installation.defaultTimezone} />
        </Section>
        <Section title={of.access} hint={of.accessHint}>
          <AccessSection settings={settings} />
        </Section>
        <Section title={of.terms}>
          <TermsSection settings={settings} terms={terms} />
        </Section>
        <SettingsNotices settings={settings} />
        {isSaved && !isDirty && !isReady && <StillNeeded account={account} />}
        <Group gap="sm">
          <Button type="submit" loading={settings.saving} disabled={!isDirty}>
            {words.save}
          </Button>
          <Button component={Link} to={`/accounts/${account.id}` as '/'} variant="subtle">
            {isSaved && !isDirty ? words.toOverview : words.later}
          </Button>
        </Group>
      </Stack>
      {dialog}
      <Unsaved when={isDirty} />
    </form>
  );
}

/** Keeps its place and height, whether the account is authorized or not. */
function WhatWeChatSays({
  account,
  onShowCode,
}: {
  readonly account: Account;
  readonly onShowCode: () => void;
}) {
  const words = useMessages(addMessages);
  const names = useMessages(accountWords);
  const { appId, name, accountType, verified } = account;
  return (
    <Group gap="xs" mih={32} role="status">
      {appId === null ? (
        <>
          <IconClock size={18} aria-hidden />
          <Text size="sm">{words.waiting}</Text>
          <Anchor component="button" type="button" size="sm" onClick={onShowCode}>
            {words.showCode}
          </Anchor>
        </>
      ) : (
        <>
          <IconCircleCheck size={18} color="var(--mantine-color-teal-light-color)" aria-hidden />
          <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
            {words.known} <strong>{name}</strong>
            {accountType && ` · ${names.type[accountType]}`}
            {verified !== null && ` · ${verified ? names.verified : names.notVerified}`}
          </Text>
        </>
      )}
    </Group>
  );
}

function StillNeeded({ account }: { readonly account: Account }) {
  const words = useMessages(addMessages);
  const { language } = useLanguage();
  const missing = account.requirements.filter(({ severity }) => severity === 'BLOCKING');
  const isWaiting = missing.every(({ code }) => code === 'AUTHORIZATION_REQUIRED');
  return (
    <Alert color={isWaiting ? 'teal' : 'yellow'} role="status">
      {isWaiting ? (
        words.savedWaiting
      ) : (
        <>
          {words.savedMissing}
          <List size="sm" mt={4}>
            {missing.map(({ code, message }) => (
              <List.Item key={code}>{language === 'zh' ? REQUIREMENTS_IN_CHINESE[code] : message}</List.Item>
            ))}
          </List>
        </>
      )}
    </Alert>
  );
}
