import { Button, Group } from '@mantine/core';
import type { Pages } from '../api/pages.ts';
import { useMessages } from '../language/language.tsx';
import { uiMessages } from './ui.messages.ts';

interface Props {
  readonly pages: Pick<Pages<never>, 'hasMore' | 'isLoadingMore' | 'more'>;
}

/** The end of a list that has more pages. */
export function ShowMore({ pages }: Props) {
  const words = useMessages(uiMessages);
  if (!pages.hasMore) return null;
  return (
    <Group justify="center">
      <Button variant="default" onClick={pages.more} loading={pages.isLoadingMore}>
        {words.more}
      </Button>
    </Group>
  );
}
