import { Alert, Button, Group, Select, Stack, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useAction } from '../api/use-action.ts';
import { useMessages } from '../language/language.tsx';
import { Outcome } from '../ui/outcome.tsx';
import {
  type NoticeLanguage,
  type NoticesQuery,
  UpdateNoticeSettingsDocument,
} from './generated/operations.ts';
import { noticeMessages } from './notices.messages.ts';

type Settings = NonNullable<NoticesQuery['installation']['noticeSettings']>;

/** Each language in its own words, as in every choice of a language. */
const LANGUAGES = [
  { value: 'EN', label: 'English' },
  { value: 'ZH', label: '简体中文' },
];

/** Who is told by mail, and in which language. */
export function NoticeRecipients({ settings }: { readonly settings: Settings }) {
  const words = useMessages(noticeMessages);
  const [text, setText] = useState(settings.recipients.join('\n'));
  const [language, setLanguage] = useState<string>(settings.language);
  const [isSaved, setSaved] = useState(false);
  const update = useAction(
    UpdateNoticeSettingsDocument,
    (data) => data.updateNoticeSettings,
    ['recipients'],
    words.refusals,
  );
  const save = async () => {
    const recipients = text.split(/[\s,;，；]+/).filter((address) => address !== '');
    const result = await update.run({ recipients, language: language as NoticeLanguage });
    setSaved(result !== null);
  };
  const { defaultRecipient, refusedRecipients } = settings;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Stack gap="sm" maw={420}>
        <Textarea
          label={words.recipients}
          description={`${words.recipientsHint} ${defaultRecipient ? words.toDefault(defaultRecipient) : words.toNobody}`}
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value);
            setSaved(false);
          }}
          error={update.refusals.of('recipients')}
          autosize
          minRows={2}
          maxRows={10}
          autoComplete="off"
        />
        {refusedRecipients.length > 0 && (
          <Alert color="orange" variant="light" style={{ overflowWrap: 'anywhere' }}>
            {words.refused(refusedRecipients.join(', '))}
          </Alert>
        )}
        <Select
          label={words.language}
          data={LANGUAGES}
          value={language}
          onChange={(value) => {
            setLanguage(value ?? 'EN');
            setSaved(false);
          }}
          allowDeselect={false}
        />
        <Outcome action={update} />
        <Group>
          <Button type="submit" variant="default" loading={update.isRunning}>
            {words.save}
          </Button>
          <Text size="sm" role="status">
            {isSaved && words.saved}
          </Text>
        </Group>
      </Stack>
    </form>
  );
}
