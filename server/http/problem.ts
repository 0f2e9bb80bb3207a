import { z } from '@hono/zod-openapi'
import type { Context, TypedResponse } from 'hono'
import { isForPeople, problemPage } from './problem-page.ts'
import { PROBLEMS, type ProblemCode, type ProblemStatus } from './problem-codes.ts'

/** What is wrong with one field of a request: where, and in words. */
export type FieldError = { field: string; message: string }

/** A refusal on its way to an answer. `retryAfter` is in seconds. */
export type Trouble = {
  code: ProblemCode
  detail?: string | undefined
  field?: string | undefined
  subject?: string | undefined
  errors?: FieldError[]
  retryAfter?: number
}

/** The problem document of RFC 9457. */
const problemSchema = z
  .object({
    type: z.string().openapi({ example: 'urn:trestle:problem:not-allowed' }),
    code: z
      .enum(Object.keys(PROBLEMS) as [ProblemCode, ...ProblemCode[]])
      .openapi({ description: 'Stable; for programs.' }),
    title: z.string().openapi({ description: 'Plain English; the interface has its own words.' }),
    status: z.int(),
    detail: z.string().optional(),
    field: z.string().optional(),
    subject: z.string().optional(),
    errors: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
  })
  .openapi('Problem')

type ProblemBody = z.output<typeof problemSchema>

/** The body of a problem. */
function problemBody(trouble: Trouble): ProblemBody {
  const { status, title } = PROBLEMS[trouble.code]
  return {
    type: `urn:trestle:problem:${trouble.code}`,
    code: trouble.code,
    title,
    status,
    ...(trouble.detail === undefined ? {} : { detail: trouble.detail }),
    ...(trouble.field === undefined ? {} : { field: trouble.field }),
    ...(trouble.subject === undefined ? {} : { subject: trouble.subject }),
    ...(trouble.errors === undefined ? {} : { errors: trouble.errors }),
  }
}

/** Header that carries the code where the body of an answer may get lost, as in a refused upgrade. */
export const CODE_HEADER = 'trestle-problem'

/** An answer that is a problem; one member per status, so that each route's description is checked against it. */
export type ProblemAnswer = {
  [Status in ProblemStatus]: Response & TypedResponse<ProblemBody, Status, 'json'>
}[ProblemStatus]

/** Answers with a problem: to programs as RFC 9457 has it, to a person who opened the address in a browser as a page. */
export function problem(c: Context, trouble: Trouble): ProblemAnswer {
  const body = problemBody(trouble)
  const headers: Record<string, string> = { [CODE_HEADER]: trouble.code, vary: 'accept' }
  if (trouble.retryAfter !== undefined) headers['retry-after'] = String(trouble.retryAfter)
  if (body.status === 401) headers['www-authenticate'] = 'Bearer realm="trestle"'
  if (isForPeople(c))
    return c.html(problemPage(c, trouble.code), PROBLEMS[trouble.code].status, headers) as unknown as ProblemAnswer
  headers['content-type'] = 'application/problem+json'
  return c.json(body, PROBLEMS[trouble.code].status, headers) as ProblemAnswer
}

const described = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: problemSchema } },
})

/** Every way a route can be refused, for its description. */
export const problems = {
  400: described('The request cannot be read.'),
  401: described('No session, or a token that does not work.'),
  403: described('Not allowed.'),
  404: described('Not there, or not for you.'),
  409: described('A rule stands against it; `code` says which.'),
  410: described('It was there once.'),
  413: described('Too large.'),
  415: described('Not the content type that is asked for.'),
  422: described('Well formed, but not acceptable; `errors` says where.'),
  429: described('Too many; wait `retry-after` seconds.'),
  500: described('A fault of the server.'),
  503: described('Not ready, or restarting.'),
}
