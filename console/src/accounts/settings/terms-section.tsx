import { Checkbox, Group, Paper, Text } from '@mantine/core';
import { useFormats } from '../../language/formats.ts';
import { useLanguage, useMessages } from '../../language/language.tsx';
import { IconCircleCheck } from '../../ui/icons.tsx';
import { settingsMessages } from './settings.messages.ts';
import { TERMS_IN_CHINESE } from './terms.messages.ts';
import type { Settings } from './use-settings.ts';

interface Props {
  readonly settings: Settings;
  readonly terms: { readonly version: string; readonly text: string };
}

/** The terms in force, and whether they are accepted for this account. */
export function TermsSection({ settings, terms: { version, text } }: Props) {
  const words = useMessages(settingsMessages);
  const formats = useFormats();
  const { language } = useLanguage();
  const translation = language === 'zh' ? TERMS_IN_CHINESE[version] : undefined;
  const { base, values, change, refusals } = settings;
  const before = base.termsAcceptance;
  const isAccepted = before?.version === version;
  return (
    <>
      <Paper withBorder p="md" mah={220} style={{ overflowY: 'auto' }} tabIndex={0}>
        <Text size="sm" style={{ whiteSpace: 'pre-line' }} {...(!translation && { lang: 'en' })}>
          {translation ?? text}
        </Text>
      </Paper>
      {isAccepted ? (
        <Group gap="xs">
          <IconCircleCheck size={18} aria-hidden />
          <Text size="sm">{words.termsAccepted(formats.day(before.acceptedAt))}</Text>
        </Group>
      ) : (
        <Checkbox
          id="acceptedTermsVersion"
          label={words.acceptTerms(version)}
          description={before ? words.termsNewer : undefined}
          checked={values.acceptedTermsVersion === version}
          onChange={({ currentTarget: { checked } }) =>
            change({ acceptedTermsVersion: checked ? version : (before?.version ?? null) })
          }
          error={refusals.of('acceptedTermsVersion')}
        />
      )}
    </>
  );
}
