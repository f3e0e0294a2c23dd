import { randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { STYLE_SOURCE } from '../kernel/page.ts';
import { emailAddressIn } from '../modules/followers/binding/binding.rules.ts';
import type {
  RegistrationPage,
  RegistrationService,
} from '../modules/followers/registration/registration.service.ts';
import type { RegistrationPassService } from '../modules/followers/registration/registration-pass.service.ts';
import { languageOf } from './page-language.ts';
import { type FormFault, formPage, type Message, messagePage } from './registration.pages.ts';

interface RegistrationRoutes {
  readonly config: { readonly publicUrl: string };
  readonly registrations: RegistrationService;
  readonly registrationPasses: RegistrationPassService;
}

type Request = FastifyRequest<{ Params: { linkId: string }; Querystring: Record<string, unknown> }>;

const ADDRESS = '/register/:linkId';
const BODY_LIMIT = 8 * 1024;
/** What ties the pages of one visit to one browser. */
const COOKIE = 'qiao_register';
const COOKIE_SECONDS = 1800;

const PAGE_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'content-security-policy': `default-src 'none'; style-src ${STYLE_SOURCE}; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
};

/** Of the answer that has the message. */
const STATUS: Readonly<Record<Message, number>> = {
  ...{
    DONE: 200,
    FOLLOW_FIRST: 200,
    TAKEN: 409,
    KEPT: 409,
    AGAIN: 403,
    UNKNOWN: 404,
    CLOSED: 409,
    UNAVAILABLE: 503,
  },
};

/** The pages on which followers register. Nothing of them needs a script, and no address has an OpenID. */
export function registrationRoutes(
  app: FastifyInstance,
  { config, registrations, registrationPasses: passes }: RegistrationRoutes,
): void {
  app.register(async (scope) => {
    const form = 'application/x-www-form-urlencoded';
    scope.addContentTypeParser(form, { parseAs: 'string', bodyLimit: BODY_LIMIT }, (_request, body, done) =>
      done(null, body),
    );

    scope.get(ADDRESS, async (request: Request, reply) => {
      const page = await pageOf(request, reply);
      if (!page) return reply;
      const { code, state } = request.query;
      if (typeof code !== 'string') return leaveForWeChat(page, reply);
      const browser = browserOf(request);
      if (browser === null || state !== browser) return say('AGAIN', request, reply, page);
      const visitor = await registrations.visitor(page, code);
      if (visitor.kind === 'NOT_FOLLOWING') return say('FOLLOW_FIRST', request, reply, page);
      if (visitor.kind !== 'FOLLOWER') return say(visitor.kind, request, reply, page);
      const pass = passes.issue({ linkId: page.linkId, openId: visitor.openId, browser });
      return reply.send(
        formPage(languageOf(request), { ...formOf(page, pass), emailAddress: '', fault: null }),
      );
    });

    scope.post(ADDRESS, async (request: Request, reply) => {
      const page = await pageOf(request, reply);
      if (!page) return reply;
      const sent = new URLSearchParams(typeof request.body === 'string' ? request.body : '');
      const sealed = sent.get('pass') ?? '';
      const pass = passes.open(sealed, page.linkId, browserOf(request) ?? '');
      if (!pass) return say('AGAIN', request, reply, page);
      const emailAddress = emailAddressIn(sent.get('email') ?? '');
      const fault: FormFault | null =
        emailAddress === null ? 'ADDRESS' : sent.get('consent') === 'yes' ? null : 'CONSENT';
      if (emailAddress === null || fault !== null) {
        const again = { ...formOf(page, sealed), emailAddress: sent.get('email') ?? '', fault };
        return reply.code(400).send(formPage(languageOf(request), again));
      }
      const outcome = await registrations.register(page, pass.openId, emailAddress);
      if (outcome === 'NOT_FOLLOWING') return say('FOLLOW_FIRST', request, reply, page);
      return say(outcome === 'BOUND' ? 'DONE' : outcome, request, reply, page);
    });
  });

  /** Null: the answer is sent. */
  async function pageOf(request: Request, reply: FastifyReply): Promise<RegistrationPage | null> {
    reply.headers(PAGE_HEADERS);
    const page = await registrations.find(request.params.linkId, request.id);
    if (page?.isOpen) return page;
    say(page ? 'CLOSED' : 'UNKNOWN', request, reply, page);
    return null;
  }

  function leaveForWeChat(page: RegistrationPage, reply: FastifyReply): FastifyReply {
    const browser = randomBytes(16).toString('hex');
    const secure = config.publicUrl.startsWith('https:') ? '; Secure' : '';
    const { pathname } = new URL(`${config.publicUrl}/register`);
    const cookie = `${COOKIE}=${browser}; Path=${pathname}; Max-Age=${COOKIE_SECONDS}; HttpOnly; SameSite=Lax${secure}`;
    return reply.header('set-cookie', cookie).redirect(registrations.authorizeUrl(page, browser));
  }
}

/** Relative to another page of the kind, because Qiao may be below a path. */
const addressOf = (linkId: string): string => `./${linkId}`;

const formOf = ({ linkId, account }: RegistrationPage, pass: string) => ({
  ...{ action: addressOf(linkId), account: nameOf(account), pass },
});

const nameOf = ({ name }: RegistrationPage['account']): string => name ?? '';

function say(
  message: Message,
  request: Request,
  reply: FastifyReply,
  page: RegistrationPage | null,
): FastifyReply {
  const again = page && addressOf(page.linkId);
  const account = page ? nameOf(page.account) : '';
  return reply.code(STATUS[message]).send(messagePage(languageOf(request), message, { account, again }));
}

function browserOf({ headers }: FastifyRequest): string | null {
  const [, value] = new RegExp(`(?:^|; )${COOKIE}=([0-9a-f]{32})(?:;|$)`).exec(headers.cookie ?? '') ?? [];
  return value ?? null;
}
