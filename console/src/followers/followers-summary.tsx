import { Group, Progress, Text, Tooltip } from '@mantine/core';
import { useEffect } from 'react';
import { useQuery } from 'urql';
import { useFormats } from '../language/formats.ts';
import { useMessages } from '../language/language.tsx';
import { followersMessages } from './followers.messages.ts';
import { BindingRateDocument } from './generated/operations.ts';

/** Smaller shares would show as 0 %. */
const TINY = 0.005;

interface Props {
  readonly account: string;
  /** Another number: it is read again. */
  readonly version: number;
}

/** How many follow, and the share of them who are bound. */
export function FollowersSummary({ account, version }: Props) {
  const words = useMessages(followersMessages);
  const formats = useFormats();
  const [{ data }, again] = useQuery({ query: BindingRateDocument, variables: { account } });
  useEffect(() => {
    if (version > 0) again({ requestPolicy: 'network-only' });
  }, [version, again]);
  const { bindingRate = null, followerCount } = data?.officialAccount ?? {};
  const isTiny = bindingRate !== null && bindingRate > 0 && bindingRate < TINY;
  return (
    <Group gap="md" mih={32} role="status">
      {followerCount !== undefined && (
        <Text size="sm">{words.following(followerCount, formats.number(followerCount))}</Text>
      )}
      {bindingRate !== null && (
        <Tooltip
          label={words.rateHint}
          multiline
          maw={280}
          events={{ hover: true, focus: true, touch: true }}
        >
          <Group gap="xs" wrap="nowrap" tabIndex={0}>
            <Progress value={bindingRate * 100} w={72} aria-hidden />
            <Text size="sm">{words.rate(isTiny ? words.tiny : formats.percent(bindingRate))}</Text>
          </Group>
        </Tooltip>
      )}
    </Group>
  );
}
