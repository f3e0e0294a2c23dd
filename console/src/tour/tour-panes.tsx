import { Button, SimpleGrid, Tabs } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { type ReactNode, useState } from 'react';
import { useMessages } from '../language/language.tsx';
import { Pane } from './pane.tsx';
import { tourMessages } from './tour.messages.ts';
import { PANE_OF, PANES, type Pane as PaneName, type TourStep } from './tour-steps.ts';

interface Props {
  readonly step: TourStep | null;
  readonly contents: Readonly<Record<PaneName, ReactNode>>;
}

/** Side by side where there is room, else one behind the other. */
export function TourPanes({ step, contents }: Props) {
  const words = useMessages(tourMessages);
  const isWide = useMediaQuery('(min-width: 1100px)', true, { getInitialValueInEffect: false });
  const active = step === null ? 'console' : PANE_OF[step];
  const panes = (name: PaneName) => (
    <Pane key={name} title={words.panes[name]} isActive={name === active}>
      {contents[name]}
    </Pane>
  );
  if (isWide) return <SimpleGrid cols={3}>{PANES.map(panes)}</SimpleGrid>;
  return <TabbedPanes active={active} panes={panes} />;
}

interface TabbedProps {
  readonly active: PaneName;
  readonly panes: (name: PaneName) => ReactNode;
}

/** The person changes the tab: a page that does it by itself would take away what they look at. */
function TabbedPanes({ active, panes }: TabbedProps) {
  const words = useMessages(tourMessages);
  const [shown, setShown] = useState<PaneName>('console');
  const elsewhere = active !== shown ? active : null;
  return (
    <Tabs value={shown} onChange={(value) => setShown(value as PaneName)} keepMounted>
      <Tabs.List grow mb="sm">
        {PANES.map((name) => (
          <Tabs.Tab key={name} value={name}>
            {words.panes[name]}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {elsewhere && elsewhere !== 'console' && (
        <Button fullWidth mb="sm" onClick={() => setShown(elsewhere)}>
          {elsewhere === 'phone' ? words.toPhone : words.toEloqua}
        </Button>
      )}
      {PANES.map((name) => (
        <Tabs.Panel key={name} value={name}>
          {panes(name)}
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}
