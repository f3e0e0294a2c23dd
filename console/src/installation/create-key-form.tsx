import { Button, Checkbox, Group, Select, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useAction } from '../api/use-action.ts';
import { useLanguage, useMessages } from '../language/language.tsx';
import { Outcome } from '../ui/outcome.tsx';
import { uiMessages } from '../ui/ui.messages.ts';
import { apiKeyMessages } from './api-keys.messages.ts';
import { type ApiKeyScope, CreateApiKeyDocument } from './generated/operations.ts';
import { SCOPE_WORDS, SCOPES } from './scopes.messages.ts';

const DAY_MS = 86_400_000;
const NEVER = '0';
const FIELDS = ['name', 'scopes', 'expiresAt'];

interface Props {
  readonly onCreated: (secret: string) => void;
  readonly onCancel: () => void;
}

/** Asks for what a new key is. */
export function CreateKeyForm({ onCreated, onCancel }: Props) {
  const words = useMessages(apiKeyMessages);
  const { cancel } = useMessages(uiMessages);
  const { language } = useLanguage();
  const create = useAction(CreateApiKeyDocument, ({ createApiKey }) => createApiKey, FIELDS);
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<string[]>([]);
  const [days, setDays] = useState('365');
  const send = async () => {
    const expiresAt = days === NEVER ? null : new Date(Date.now() + Number(days) * DAY_MS).toISOString();
    const result = await create.run({ name, scopes: scopes as ApiKeyScope[], expiresAt });
    if (result?.secret) onCreated(result.secret);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <Stack>
        <TextInput
          label={words.name}
          description={words.nameHint}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={create.refusals.of('name')}
          maxLength={100}
          required
          autoComplete="off"
          data-autofocus
        />
        <Checkbox.Group
          label={words.mayDo}
          description={words.mayDoHint}
          value={scopes}
          onChange={setScopes}
          error={create.refusals.of('scopes')}
          withAsterisk
        >
          <Stack gap="xs" mt="xs">
            {SCOPES.map((scope) => (
              <Checkbox
                key={scope}
                value={scope}
                label={SCOPE_WORDS[language][scope].name}
                description={SCOPE_WORDS[language][scope].hint}
              />
            ))}
          </Stack>
        </Checkbox.Group>
        <Select
          label={words.expires}
          value={days}
          onChange={(value) => setDays(value ?? NEVER)}
          data={[
            { value: '30', label: words.inDays(30) },
            { value: '90', label: words.inDays(90) },
            { value: '365', label: words.inYear },
            { value: NEVER, label: words.never },
          ]}
          error={create.refusals.of('expiresAt')}
          allowDeselect={false}
        />
        <Outcome action={create} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onCancel}>
            {cancel}
          </Button>
          <Button
            type="submit"
            loading={create.isRunning}
            disabled={name.trim() === '' || scopes.length === 0}
          >
            {words.create}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
