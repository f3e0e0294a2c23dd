import type { UserFault } from '../../kernel/errors.ts';
import { html } from '../../kernel/page.ts';
import type { MessageSenderCause } from '../../modules/senders/steps/message-sender.rules.ts';

/**
 * The settings page of a message sender, as a marketer sees it inside Eloqua. Self-contained; works without a script.
 */

const STYLE = `
  :root { color-scheme: light dark; }
  body { font: 15px/1.5 system-ui, "PingFang SC", "Microsoft YaHei", sans-serif; margin: 1.5rem; max-width: 36rem; }
  h1 { font-size: 1.25rem; margin: 0 0 .75rem; }
  p { margin: .5rem 0; }
  fieldset { border: 1px solid #8884; border-radius: .5rem; margin: 1rem 0; padding: .5rem 1rem; }
  label { display: block; padding: .35rem 0; }
  button { padding: .5rem 1.2rem; border: 0; border-radius: .5rem; background: #07c160; color: #fff; font: inherit; cursor: pointer; }
  [role=status] { border-left: .25rem solid #07c160; padding-left: .75rem; }
  [role=alert] { border-left: .25rem solid #d4380d; padding-left: .75rem; }
`;

const page = (body: string): string => `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>WeChat message sender – Qiao</title><style>${STYLE}</style></head>
<body><h1>WeChat message sender</h1>${body}</body>
</html>
`;

const paragraph = (text: string, role?: 'status' | 'alert'): string =>
  `<p${role ? ` role="${role}"` : ''}>${html(text)}</p>`;

export interface SenderSettings {
  /** The result of the last submission. */
  readonly outcome?: { readonly done: true } | { readonly faults: readonly UserFault[] };
  /** Null if the message sender is configured. */
  readonly cause: MessageSenderCause | null;
  /** The account that it sends for; null if the user may not use it. */
  readonly account: { readonly id: string; readonly name: string } | null;
  /** The accounts that the user may choose. */
  readonly choices: readonly { readonly id: string; readonly name: string }[];
  /** Authenticates the form, which is sent to the page's own URL. */
  readonly pass: string;
}

export const settingsPage = (settings: SenderSettings): string =>
  page([outcomeOf(settings), stateOf(settings), formOf(settings)].join(''));

/** The page if there is nothing to configure. */
export const noSettingsPage = (reason: string): string => page(paragraph(reason, 'alert'));

function outcomeOf({ outcome }: SenderSettings): string {
  if (!outcome) return '';
  if ('done' in outcome) return paragraph('Saved. You may close this window.', 'status');
  return outcome.faults.map(({ message }) => paragraph(message, 'alert')).join('');
}

function stateOf({ cause, account }: SenderSettings): string {
  if (cause) return paragraph(CAUSES[cause]);
  return paragraph(
    account
      ? `This step sends for ${account.name}.`
      : 'This step sends for an official account that you may not use.',
  );
}

function formOf({ account, cause, choices, pass }: SenderSettings): string {
  if (choices.length === 0) {
    return paragraph(
      'There is no official account that you may use. Ask an administrator of Qiao to connect one, or to give you access.',
    );
  }
  const radios = choices.map(({ id, name }) => {
    const checked = cause === null && id === account?.id ? ' checked' : '';
    return `<label><input type="radio" name="account" value="${html(id)}" required${checked}> ${html(name)}</label>`;
  });
  return `<form method="post" action="?"><input type="hidden" name="pass" value="${html(pass)}">
<fieldset><legend>Official account</legend>${radios.join('')}</fieldset><button>Save</button></form>`;
}

const CAUSES: Readonly<Record<MessageSenderCause, string>> = {
  NEVER_CONFIGURED: 'This step needs an official account before its campaign can be activated.',
  COPIED: 'This step is a copy: choose the official account that it sends for.',
  ACCOUNT_REMOVED: 'The official account of this step was removed: choose another one.',
  WECHAT_ACCOUNT_REPLACED:
    'Another WeChat account took the place of the one that this step sent for: choose whom it sends for now.',
  OPEN_ID_FIELD_CHANGED:
    'The OpenID of followers is in another contact field now: choose the official account again.',
  UNINSTALLED: 'Qiao was uninstalled meanwhile: choose the official account again.',
};
