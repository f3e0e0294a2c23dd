import { Field, ObjectType } from 'type-graphql';
import { Refusal, USER_ERRORS, type UserErrorCode, type UserFault } from '../kernel/errors.ts';
import { noteRefusal } from '../kernel/observation.ts';
import { schemaEnum } from './enum.ts';

export const UserErrorCodeEnum = schemaEnum('UserErrorCode', 'Why a mutation was refused.', USER_ERRORS);

@ObjectType({
  description: 'One reason why a mutation was refused. Nothing was changed.',
  simpleResolvers: true,
})
export class UserError {
  @Field(() => UserErrorCodeEnum, { description: 'Machine-readable reason.' })
  code!: UserErrorCode;

  @Field(() => String, { description: 'Explanation for people, in English: what is wrong and what to do.' })
  message!: string;

  @Field(() => [String], {
    nullable: true,
    description:
      'Path to the wrong value, starting inside `input`, for example `["access", "userIds"]`; null if the error concerns no single field.',
  })
  path!: string[] | null;
}

/** What every mutation returns in addition to its object. */
@ObjectType()
export abstract class Payload {
  @Field(() => [UserError], { description: 'Why the mutation was refused; empty if it succeeded.' })
  userErrors!: UserError[];
}

/**
 * Runs the service call of a mutation. A refusal becomes `userErrors` with a null object. Any other error is rethrown
 * and becomes a top-level error.
 */
export async function payload<K extends string, T>(
  name: K,
  work: () => Promise<T>,
): Promise<Record<K, T | null> & Payload> {
  const answer = (value: T | null, faults: readonly UserFault[]) =>
    ({ [name]: value, userErrors: faults.map(toUserError) }) as Record<K, T | null> & Payload;
  try {
    return answer(await work(), []);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    noteRefusal();
    return answer(null, error.faults);
  }
}

const toUserError = ({ code, message, path }: UserFault): UserError => ({
  code,
  message,
  path: path ? [...path] : null,
});
