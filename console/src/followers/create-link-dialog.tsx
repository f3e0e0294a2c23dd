import { Button, Group, Modal, Radio, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useQuery } from 'urql';
import { useAction } from '../api/use-action.ts';
import { useMessages } from '../language/language.tsx';
import { Outcome } from '../ui/outcome.tsx';
import { uiMessages } from '../ui/ui.messages.ts';
import { ContactInput, type ContactReference, toReference } from './contact-input.tsx';
import {
  type BindingLinkKind,
  type CapabilityKind,
  CreateBindingLinkDocument,
  LinkCapabilitiesDocument,
  type LinkRowFragment,
} from './generated/operations.ts';
import { linksMessages } from './links.messages.ts';

const NEEDS: Record<BindingLinkKind, CapabilityKind> = {
  PERSONAL_QR_CODE: 'PARAMETRIC_QR_CODES',
  REGISTRATION_PAGE: 'WEB_AUTHORIZATION',
};
const KINDS = Object.keys(NEEDS) as BindingLinkKind[];

interface Props {
  readonly account: string;
  readonly onClose: () => void;
  readonly onCreated: (link: LinkRowFragment) => void;
}

export function CreateLinkDialog({ account, onClose, onCreated }: Props) {
  const words = useMessages(linksMessages);
  const ui = useMessages(uiMessages);
  const [kind, setKind] = useState<BindingLinkKind>('PERSONAL_QR_CODE');
  const [contact, setContact] = useState<ContactReference>({ by: 'emailAddress', text: '' });
  const [label, setLabel] = useState('');
  const [campaign, setCampaign] = useState('');
  const [{ data }] = useQuery({ query: LinkCapabilitiesDocument, variables: { account } });
  const can = (one: BindingLinkKind) =>
    data?.officialAccount?.capabilities.find((capability) => capability.kind === NEEDS[one])?.available ??
    true;
  const create = useAction(
    CreateBindingLinkDocument,
    ({ createBindingLink }) => createBindingLink,
    ['contact', 'label', 'campaign'],
    words.refusals,
  );
  const isPersonal = kind === 'PERSONAL_QR_CODE';
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const result = await create.run({
      accountId: account,
      ...(isPersonal && { contact: toReference(contact) }),
      ...(label.trim() !== '' && { label: label.trim() }),
      ...(campaign.trim() !== '' && { campaign: campaign.trim() }),
    });
    if (result?.bindingLink) onCreated(result.bindingLink);
  };
  return (
    <Modal opened onClose={onClose} title={words.createTitle} closeButtonProps={{ 'aria-label': ui.close }}>
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <Radio.Group
            label={words.kind}
            value={kind}
            onChange={(value) => setKind(value as BindingLinkKind)}
          >
            <Stack gap="sm" mt="xs">
              {KINDS.map((one) => (
                <Radio
                  key={one}
                  value={one}
                  label={words.kinds[one]}
                  description={can(one) ? words.kindHints[one] : words.cannot}
                  disabled={!can(one)}
                />
              ))}
            </Stack>
          </Radio.Group>
          {isPersonal && (
            <ContactInput value={contact} onChange={setContact} error={create.refusals.of('contact')} />
          )}
          <TextInput
            label={words.label}
            description={words.labelHint}
            value={label}
            maxLength={100}
            onChange={(event) => setLabel(event.currentTarget.value)}
            error={create.refusals.of('label')}
          />
          <TextInput
            label={words.campaign}
            description={words.campaignHint}
            value={campaign}
            onChange={(event) => setCampaign(event.currentTarget.value)}
            error={create.refusals.of('campaign')}
            autoComplete="off"
          />
          <Outcome action={create} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {ui.cancel}
            </Button>
            <Button
              type="submit"
              loading={create.isRunning}
              disabled={isPersonal && contact.text.trim() === ''}
            >
              {words.createNow}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
