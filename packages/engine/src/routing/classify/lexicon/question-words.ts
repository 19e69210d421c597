/** Words that make a question of the sentence they begin, with or without its mark. */
export const QUESTION_WORDS: string =
  "what whats what's how hows how's who whos who's whom whose where wheres where's when when's why why's which " +
  "is are was were am does did has isn't aren't wasn't doesn't didn't hasn't don't won't shouldn't couldn't " +
  "qué cómo quién quiénes dónde cuándo cuál cuáles cuánto cuánta cuántos cuántas " +
  "comment pourquoi qui quand où quel quelle quels quelles combien qu'est est-ce " +
  "wie wer wo wann warum wieso weshalb welche welcher welches wieviel wohin woher " +
  "quem onde quando qual quais quanto quanta quantos quantas por-que " +
  "chi dove perché quale quali " +
  "что как кто где когда почему зачем какой какая какое какие сколько куда откуда " +
  "क्या कौन कब कहाँ कहां क्यों कैसे कितना कितने कितनी किस " +
  "hoe waar wie welke waarom wanneer " +
  "ne nasıl kim nerede neden niçin hangi kaç";
