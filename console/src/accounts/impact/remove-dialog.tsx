import { Radio, Stack, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useMutation } from 'urql';
import { refusalsOf, type UserError } from '../../api/refusals.ts';
import { useLanguage, useMessages } from '../../language/language.tsx';
import { Failure } from '../../ui/failure.tsx';
import { RefusalList } from '../../ui/refusal-list.tsx';
import type { Account } from '../account-context.tsx';
import { type FollowerDataPolicy, RemoveAccountDocument } from '../generated/operations.ts';
import { impactMessages } from './impact.messages.ts';
import { ImpactDialog } from './impact-dialog.tsx';

interface Props {
  readonly account: Account;
  readonly onRemoved: () => void;
  readonly onClose: () => void;
}

/** Removes an account, after the person has seen what breaks and decided about the followers' data. */
export function RemoveDialog({ account: { id, displayName }, onRemoved, onClose }: Props) {
  const words = useMessages(impactMessages);
  const { language } = useLanguage();
  const [{ fetching, error }, removeAccount] = useMutation(RemoveAccountDocument);
  const [errors, setErrors] = useState<readonly UserError[]>([]);
  const [policy, setPolicy] = useState<FollowerDataPolicy>('ERASE');
  const [basis, setBasis] = useState('');
  const [isTried, setTried] = useState(false);
  const isMissing = policy === 'RETAIN_WITH_BASIS' && basis.trim() === '';
  const refusals = refusalsOf(
    errors.filter(({ code }) => code !== 'IMPACT_CHANGED'),
    ['retentionBasis'],
    language,
  );
  const remove = async (impactToken: string) => {
    setTried(true);
    setErrors([]);
    if (isMissing) return document.getElementById('retentionBasis')?.focus();
    const data = policy === 'ERASE' ? {} : { retentionBasis: basis.trim() };
    const answer = await removeAccount({
      input: { accountId: id, impactToken, followerData: policy, ...data },
    });
    const payload = answer.data?.removeOfficialAccount;
    setErrors(payload?.userErrors ?? []);
    if (payload?.officialAccount) onRemoved();
  };
  return (
    <ImpactDialog
      accountId={id}
      change="REMOVE"
      title={words.removeTitle(displayName)}
      hint={words.removeHint}
      confirmLabel={words.removeConfirm}
      isDangerous
      busy={fetching}
      isChanged={errors.some(({ code }) => code === 'IMPACT_CHANGED')}
      onConfirm={remove}
      onClose={onClose}
    >
      <Radio.Group
        label={words.data}
        value={policy}
        onChange={(value) => setPolicy(value as FollowerDataPolicy)}
      >
        <Stack gap="xs" mt="xs">
          <Radio value="ERASE" label={words.erase} description={words.eraseHint} />
          <Radio value="RETAIN_WITH_BASIS" label={words.retain} description={words.retainHint} />
        </Stack>
      </Radio.Group>
      {policy === 'RETAIN_WITH_BASIS' && (
        <Textarea
          id="retentionBasis"
          label={words.basis}
          required
          value={basis}
          onChange={({ currentTarget: { value } }) => setBasis(value)}
          error={refusals.of('retentionBasis') ?? (isTried && isMissing ? words.basisMissing : undefined)}
        />
      )}
      {error && <Failure error={error} />}
      <RefusalList refusals={refusals.others} />
    </ImpactDialog>
  );
}
