import { Button, Group, Radio, Stack, Switch, Text, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useAction } from '../api/use-action.ts';
import { useMessages } from '../language/language.tsx';
import { Outcome } from '../ui/outcome.tsx';
import { uiMessages } from '../ui/ui.messages.ts';
import { Unsaved } from '../ui/unsaved.tsx';
import {
  type FollowerDataPolicy,
  type FollowerSettingsFormFragment,
  type UnboundPolicy,
  UpdateFollowerSettingsDocument,
} from './generated/operations.ts';
import { settingsMessages } from './settings.messages.ts';

const FIELDS = ['createdContactDomain', 'retentionBasis', 'subscribedValue', 'unsubscribedValue'];

interface Props {
  readonly account: string;
  /** Of the account, as last read. */
  readonly version: number;
  readonly settings: FollowerSettingsFormFragment;
  /** Reads the account again: somebody else may have changed it. */
  readonly onRefused: () => void;
}

/** Sends only what the person changed, with the version that they saw when they began. */
export function SettingsForm({ account, version, settings, onRefused }: Props) {
  const words = useMessages(settingsMessages);
  const ui = useMessages(uiMessages);
  const [edit, setEdit] = useState<Partial<FollowerSettingsFormFragment>>({});
  const [seenVersion, setSeenVersion] = useState(version);
  const [isSaved, setSaved] = useState(false);
  const update = useAction(
    UpdateFollowerSettingsDocument,
    ({ updateFollowerSettings }) => updateFollowerSettings,
    FIELDS,
    words.refusals,
  );
  const shown = { ...settings, ...edit };
  const isChanged = Object.keys(edit).length > 0;
  const change = (changes: Partial<FollowerSettingsFormFragment>) => {
    if (!isChanged) setSeenVersion(version);
    setSaved(false);
    setEdit({ ...edit, ...changes });
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const input = { accountId: account, expectedVersion: seenVersion, ...edit };
    if (!(await update.run(input))) return onRefused();
    setEdit({});
    setSaved(true);
  };
  const text = (
    name: 'createdContactDomain' | 'retentionBasis' | 'subscribedValue' | 'unsubscribedValue',
  ) => ({
    value: shown[name] ?? '',
    onChange: (event: { currentTarget: { value: string } }) => change({ [name]: event.currentTarget.value }),
    error: update.refusals.of(name),
  });
  return (
    <form onSubmit={submit} noValidate>
      <Unsaved when={isChanged} />
      <Stack gap="lg" maw={680}>
        <Radio.Group
          label={words.unbound}
          value={shown.unbound}
          onChange={(unbound) => change({ unbound: unbound as UnboundPolicy })}
        >
          <Stack gap="xs" mt="xs">
            <Radio value="HOLD" label={words.HOLD} />
            <Radio value="CREATE_CONTACT" label={words.CREATE_CONTACT} />
          </Stack>
        </Radio.Group>
        {shown.unbound === 'CREATE_CONTACT' && (
          <TextInput
            label={words.domain}
            description={words.domainHint}
            placeholder="wechat.example.com"
            required
            autoComplete="off"
            spellCheck={false}
            {...text('createdContactDomain')}
          />
        )}
        <Radio.Group
          label={words.afterUnfollow}
          value={shown.afterUnfollow}
          onChange={(afterUnfollow) => change({ afterUnfollow: afterUnfollow as FollowerDataPolicy })}
        >
          <Stack gap="xs" mt="xs">
            <Radio value="ERASE" label={words.ERASE} />
            <Radio value="RETAIN_WITH_BASIS" label={words.RETAIN_WITH_BASIS} />
          </Stack>
        </Radio.Group>
        {shown.afterUnfollow === 'RETAIN_WITH_BASIS' && (
          <Textarea
            label={words.basis}
            description={words.basisHint}
            required
            autosize
            minRows={2}
            maxLength={1000}
            {...text('retentionBasis')}
          />
        )}
        <div>
          <Text size="sm" fw={600}>
            {words.values}
          </Text>
          <Group grow preventGrowOverflow={false} align="flex-start" mt={4}>
            <TextInput label={words.subscribed} required maxLength={100} {...text('subscribedValue')} />
            <TextInput label={words.unsubscribed} required maxLength={100} {...text('unsubscribedValue')} />
          </Group>
        </div>
        <Switch
          label={words.clearIds}
          description={words.clearIdsHint}
          checked={shown.clearIdsAfterUnfollow}
          onChange={(event) => change({ clearIdsAfterUnfollow: event.currentTarget.checked })}
        />
        <Switch
          label={words.location}
          checked={shown.location}
          onChange={(event) => change({ location: event.currentTarget.checked })}
        />
        <Outcome action={update} />
        <Group>
          <Button type="submit" disabled={!isChanged} loading={update.isRunning}>
            {ui.save}
          </Button>
          {isChanged && (
            <Button
              variant="default"
              onClick={() => {
                setEdit({});
                update.reset();
              }}
            >
              {ui.cancel}
            </Button>
          )}
          <Text size="sm" role="status">
            {isSaved && words.saved}
          </Text>
        </Group>
      </Stack>
    </form>
  );
}
