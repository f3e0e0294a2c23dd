import type { FastifyRequest } from 'fastify';
import Negotiator from 'negotiator';

/** Of the pages for administrators and followers. */
export const LANGUAGES = ['en', 'zh'] as const;
export type Language = (typeof LANGUAGES)[number];

/** What the browser prefers; English if it wants neither. */
export const languageOf = (request: FastifyRequest): Language =>
  (new Negotiator(request.raw).language([...LANGUAGES]) as Language | undefined) ?? 'en';
