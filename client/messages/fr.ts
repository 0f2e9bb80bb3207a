import type { Templates } from './catalogue.ts'

/** Messages in French. */
export const fr: Templates = {
  asks: {
    invite: '{who} vous invite à « {table} ». Ouvrez ce lien sur votre téléphone ; aucun compte n’est nécessaire.',
    table: '{who} vous demande de venir à la table maintenant : « {table} ».',
    recovery:
      '{who} vous envoie un lien pour revenir à « {table} ». Il fonctionne une seule fois, sur votre propre téléphone ; ne le transmettez à personne.',
    position: '{who} demande la position de {party} sur la proposition {number} dans « {table} » : « {what} ».',
    required:
      '{who} demande la position de {party} sur la proposition {number} dans « {table} » : « {what} ». Elle ne peut être adoptée sans que {party} soit entendu.',
    reconfirm:
      'La proposition {number} dans « {table} » a un nouveau texte. {who} demande à {party} de le lire et de se prononcer à nouveau : « {what} ».',
    objection:
      'Le nouveau texte de la proposition {number} dans « {table} » doit répondre à l’objection de {party}. {who} demande si c’est le cas : « {what} ».',
    confirm:
      '{who} demande à {party} la confirmation de son organisation pour la proposition {number} dans « {table} » : « {what} ».',
    assent: '{who} demande la position de {party} sur la clause {number} dans « {table} » : « {what} ».',
    'assent-again':
      'La clause {number} dans « {table} » a changé depuis l’avis de {party}. {who} demande votre position actuelle : « {what} ».',
    review: '{who} vous demande de réexaminer la décision {number} dans « {table} » : « {what} ».',
    mention: '{who} vous a mentionné dans « {table} » : « {what} ».',
  },
  times: {
    answer: 'Merci de répondre avant le {when}.',
    works: 'Le lien fonctionne jusqu’au {when}.',
    reviewed: 'La date de réexamen est le {when}.',
  },
  code: 'Ou allez sur {host} et saisissez le code {code}.',
}
