import { Text } from '@mantine/core';
import { settings } from '../app/settings.ts';
import { useLanguage, useMessages } from '../language/language.tsx';
import { Page } from '../ui/page.tsx';
import { useIsAdministrator } from '../viewer/viewer.tsx';
import { ConsolePane } from './console-pane.tsx';
import { SandboxFrame } from './pane.tsx';
import { StepLine } from './step-line.tsx';
import { tourMessages } from './tour.messages.ts';
import { TourPanes } from './tour-panes.tsx';
import { useTour } from './use-tour.ts';

/** What Qiao does, seen in three places at once. Only in the sandbox. */
export function TourPage() {
  const words = useMessages(tourMessages);
  const isAdministrator = useIsAdministrator();
  const { wechatSandbox, eloquaSandbox } = settings;
  if (wechatSandbox === null || eloquaSandbox === null)
    return <Page title={words.title}>{words.notHere}</Page>;
  if (!isAdministrator) return <Page title={words.title}>{words.administratorsOnly}</Page>;
  return (
    <Page title={words.title}>
      <Panes wechat={wechatSandbox} eloqua={eloquaSandbox} />
    </Page>
  );
}

function Panes({ wechat, eloqua }: { readonly wechat: string; readonly eloqua: string }) {
  const words = useMessages(tourMessages);
  const { language } = useLanguage();
  const tour = useTour();
  const { account, step } = tour;
  const mobileUrl = step === 'SCAN' ? account?.authorizationSession?.mobileUrl : null;
  const contents = {
    console: <ConsolePane tour={tour} />,
    phone: <SandboxFrame title={words.phoneFrame} src={`${wechat}/phone?language=${language}`} />,
    eloqua: <SandboxFrame title={words.eloquaFrame} src={`${eloqua}/?show=contacts`} />,
  };
  return (
    <>
      <Text size="sm" c="dimmed">
        {words.intro}
      </Text>
      <StepLine step={step} />
      <TourPanes step={step} contents={contents} />
      {/* The sandbox's phone can scan what is open in a browser: this is it. */}
      {mobileUrl && <iframe title={words.qrAuthorization} src={mobileUrl} hidden />}
    </>
  );
}
