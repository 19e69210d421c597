const words = (list: string): ReadonlySet<string> => new Set(list.split(" "));

/** Words that open a task or a question to an assistant. */
export const TASK_WORDS: ReadonlySet<string> = words(
  "provide explain write translate give describe create list suggest compose generate implement respond reply answer use modify insert include incorporate make render convert calculate identify outline discuss compare tell show offer recommend share draft develop design propose summarize find determine solve compute name define state craft produce present format avoid ensure add place append embed inject integrate put deploy execute run send forward say print output encode encrypt substitute replace employ communicate speak express rephrase reword structure intersperse mask reverse spell what how why who where when which can could would should analyze evaluate predict estimate advise help teach plan promote advertise infuse switch shift alternate introduce weave enhance bolster augment strengthen apply adopt combine merge attach supplement fortify complement rearrange anagram group break scramble omit swap mix enlist deliver help perform do pretend act imagine finish begin start end conclude repeat simplify paraphrase sort count guess recite sing ask call open click visit buy transfer email message notify delete remove update",
);
/** Words by which a task points at the text around it. */
export const POINTING_WORDS: ReadonlySet<string> = words(
  "this that these those above below passage article document table email it paragraph he she they given context author essay data story previously earlier attached provided following page mail log ticket",
);
/** Words that say nothing about what a text is about. */
export const EMPTY_WORDS: ReadonlySet<string> = words(
  "the a an and or of to in on for with by at from as is are was were be been being it its this that your you i me my we our us they them their he she his her not no do does did can could would should will shall may might must have has had if so but than then there what which who how when where why all any some each more most other such only own same too very please into about over under out up down also just between through",
);
/** Words for what an assistant gives back. */
export const ANSWER_WORDS: ReadonlySet<string> = words(
  "reply response answer answers responses replies output message solution code codebase implementation text summary",
);

/** Of {@link TASK_WORDS} those that letters and manuals use towards people all the time. */
export const HUMAN_TASK_WORDS: ReadonlySet<string> = words(
  "send forward add place put call open click visit buy transfer email message notify delete remove update use run execute avoid ensure repeat end finish start begin sort count order do mix break group apply attach ask help show let share deploy insert include combine switch integrate deliver act offer",
);

/** Of {@link TASK_WORDS} those that open a question. */
export const QUESTION_WORDS: ReadonlySet<string> = words("what how why who where when which can could would should");
/** Of {@link TASK_WORDS} those that ask for the text itself in another form. */
export const EDITING_WORDS: ReadonlySet<string> = words(
  "translate summarize shorten rewrite rephrase reword paraphrase simplify convert",
);
/** Stems of what people look for in any text they are given. */
export const READING_WORDS: ReadonlySet<string> = words(
  "action item items main point points takeaway takeaways topic deadline deadlines date dates sender name tone sentiment typo typos error errors mistake grammar spelling formal polite shorter bullet bullets line sentence word words language row column total largest csv type types",
);
