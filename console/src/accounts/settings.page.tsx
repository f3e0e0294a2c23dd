import { Button, Stack } from '@mantine/core';
import { Navigate, useLocation } from '@tanstack/react-router';
import { type FormEvent, type ReactNode, useEffect, useState } from 'react';
import { useMessages } from '../language/language.tsx';
import { Failure } from '../ui/failure.tsx';
import { Page } from '../ui/page.tsx';
import { PageLoader } from '../ui/page-loader.tsx';
import { Section } from '../ui/section.tsx';
import { Unsaved } from '../ui/unsaved.tsx';
import { type Account, useAccount } from './account-context.tsx';
import type { SettingsFrameQuery } from './generated/operations.ts';
import { RemoveDialog } from './impact/remove-dialog.tsx';
import { AccessSection } from './settings/access-section.tsx';
import { CampaignSection } from './settings/campaign-section.tsx';
import { DetailsSection } from './settings/details-section.tsx';
import { FieldsSection } from './settings/fields-section.tsx';
import { SaveBar } from './settings/save-bar.tsx';
import { settingsMessages } from './settings/settings.messages.ts';
import { SettingsNotices } from './settings/settings-notices.tsx';
import { ALL_SECTIONS, type SectionName } from './settings/settings-values.ts';
import { TermsSection } from './settings/terms-section.tsx';
import { useSave } from './settings/use-save.tsx';
import { useSettings } from './settings/use-settings.ts';
import { useSettingsFrame } from './settings/use-settings-frame.ts';

/** The settings of one account. Each section is saved by itself. */
export function SettingsPage() {
  const account = useAccount();
  const { frame, error, again } = useSettingsFrame();
  // Not for marketers, and not for removed accounts.
  if (!account.viewerCan.configure) return <Navigate to={`/accounts/${account.id}` as '/'} replace />;
  if (frame) return <Form key={account.id} account={account} frame={frame} />;
  return error ? <Failure error={error} onRetry={again} /> : <PageLoader />;
}

function Form({ account, frame }: { readonly account: Account; readonly frame: SettingsFrameQuery }) {
  const words = useMessages(settingsMessages);
  const settings = useSettings(account);
  const { save, dialog } = useSave(settings);
  useFocusOfLink();
  const needsAcceptance =
    settings.base.termsAcceptance?.version !== frame.terms.version || settings.saved.includes('TERMS');
  const section = (name: SectionName, title: string, hint: string | undefined, content: ReactNode) => (
    <Section title={title} {...(hint && { hint })}>
      <form
        noValidate
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          save([name]);
        }}
      >
        <Stack gap="md">
          {content}
          {settings.isDirty(name) && <SettingsNotices settings={settings} />}
          {(name !== 'TERMS' || needsAcceptance) && <SaveBar settings={settings} section={name} />}
        </Stack>
      </form>
    </Section>
  );
  const { terms, installation } = frame;
  return (
    <Page isPart title={words.title}>
      <Unsaved when={ALL_SECTIONS.some(settings.isDirty)} />
      {section('FIELDS', words.fields, words.fieldsHint, <FieldsSection settings={settings} />)}
      {section('CAMPAIGN', words.campaign, words.campaignHint, <CampaignSection settings={settings} />)}
      {section(
        'DETAILS',
        words.details,
        undefined,
        <DetailsSection settings={settings} defaultZone={installation.defaultTimezone} />,
      )}
      {section('ACCESS', words.access, words.accessHint, <AccessSection settings={settings} />)}
      {section('TERMS', words.terms, undefined, <TermsSection settings={settings} terms={terms} />)}
      {account.viewerCan.remove && <Removal account={account} />}
      {dialog}
    </Page>
  );
}

function Removal({ account }: { readonly account: Account }) {
  const words = useMessages(settingsMessages);
  const [isOpen, setOpen] = useState(false);
  return (
    <Section title={words.manage} hint={words.removeHint}>
      <Button variant="outline" color="red" w="fit-content" onClick={() => setOpen(true)}>
        {words.remove}
      </Button>
      {/* The page of a removed account is its overview: this one leads there by itself. */}
      {isOpen && (
        <RemoveDialog account={account} onRemoved={() => setOpen(false)} onClose={() => setOpen(false)} />
      )}
    </Section>
  );
}

/** A link to a field, such as `…/settings#openIdFieldId`, leads into the field. */
function useFocusOfLink(): void {
  const hash = useLocation({ select: (location) => location.hash });
  useEffect(() => {
    const field = hash && document.getElementById(hash);
    if (!field) return;
    field.scrollIntoView({ block: 'center' });
    field.focus({ preventScroll: true });
  }, [hash]);
}
