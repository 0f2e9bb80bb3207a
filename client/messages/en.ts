import type { Templates } from './catalogue.ts'

/** Messages in English. */
export const en: Templates = {
  asks: {
    invite: '{who} invites you to “{table}”. Open this link on your phone; you need no account.',
    table: '{who} asks you to come to the table now: “{table}”.',
    recovery: '{who} sends you a way back to “{table}”. The link works once, on your own phone; pass it to nobody.',
    position: '{who} asks for the position of {party} on Proposal {number} in “{table}”: “{what}”.',
    required:
      '{who} asks for the position of {party} on Proposal {number} in “{table}”: “{what}”. It cannot be adopted unless {party} is heard.',
    reconfirm:
      'Proposal {number} in “{table}” has new words. {who} asks {party} to read them and say it again: “{what}”.',
    objection:
      'New words of Proposal {number} in “{table}” are meant to meet the objection of {party}. {who} asks whether they do: “{what}”.',
    confirm: '{who} asks {party} to confirm Proposal {number} in “{table}” from home: “{what}”.',
    assent: '{who} asks where {party} stands on clause {number} in “{table}”: “{what}”.',
    'assent-again':
      'Clause {number} in “{table}” has new words since {party} last spoke on it. {who} asks where you stand now: “{what}”.',
    review: '{who} asks you to look again at Decision {number} in “{table}”: “{what}”.',
    mention: '{who} mentioned you in “{table}”: “{what}”.',
  },
  times: {
    answer: 'Please answer by {when}.',
    works: 'The link works until {when}.',
    reviewed: 'The review date is {when}.',
  },
  code: 'Or go to {host} and type the code {code}.',
}
