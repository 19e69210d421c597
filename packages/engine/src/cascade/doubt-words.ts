/** Openings of an answer that declines, by language. Only at the beginning: a text may quote them anywhere. */
const REFUSALS: readonly string[] = [
  "i can't help",
  "i cannot help",
  "i can't assist",
  "i cannot assist",
  "i can't provide",
  "i cannot provide",
  "i'm unable to",
  "i am unable to",
  "i'm not able to",
  "i am not able to",
  "i won't be able to",
  "as an ai",
  "no puedo ayudar",
  "no puedo proporcionar",
  "lo siento, pero no puedo",
  "lo siento, no puedo",
  "je ne peux pas vous aider",
  "je ne peux pas t'aider",
  "je ne suis pas en mesure",
  "désolé, je ne peux pas",
  "désolé, mais je ne peux pas",
  "ich kann dir dabei nicht helfen",
  "ich kann ihnen dabei nicht helfen",
  "dabei kann ich nicht helfen",
  "tut mir leid, aber ich kann",
  "tut mir leid, das kann ich nicht",
  "não posso ajudar",
  "desculpe, mas não posso",
  "我无法",
  "抱歉，我无法",
  "对不起，我无法",
  "很抱歉，我不能",
  "申し訳ありませんが",
  "申し訳ございませんが",
  "お手伝いできません",
  "मैं इसमें मदद नहीं कर सकता",
  "क्षमा करें, मैं",
  "माफ़ कीजिए, मैं",
];

/** Words by which a model says of its whole answer that it does not know. Near the beginning only. */
const DOUBTS: readonly string[] = [
  "i don't know",
  "i do not know",
  "i'm not sure",
  "i am not sure",
  "i'm not certain",
  "i don't have enough information",
  "i do not have enough information",
  "i don't have access to",
  "i do not have access to",
  "i don't have information",
  "i cannot verify",
  "i can't verify",
  "no lo sé",
  "no sé la respuesta",
  "no estoy seguro",
  "no tengo suficiente información",
  "no tengo acceso a",
  "je ne sais pas",
  "je ne suis pas sûr",
  "je n'ai pas accès",
  "je n'ai pas assez d'informations",
  "ich weiß es nicht",
  "ich weiß nicht",
  "ich bin mir nicht sicher",
  "ich habe keinen zugriff",
  "ich habe keine informationen",
  "não sei a resposta",
  "não tenho certeza",
  "não tenho acesso",
  "não tenho informações suficientes",
  "我不知道",
  "我不确定",
  "我没有足够的信息",
  "分かりません",
  "わかりません",
  "確信が持てません",
  "मुझे नहीं पता",
  "मुझे यकीन नहीं",
];

/** Polite openings before a refusal. */
const APOLOGIES: readonly string[] = ["i'm sorry, but ", "i'm sorry, ", "sorry, but ", "sorry, ", "i apologize, but "];
/** A refusal is the whole answer or nearly; a long answer that opens so has gone on to answer. */
const LONGEST_REFUSAL = 600;
/** Doubt is looked for in this much of the beginning. */
const OPENING = 160;

/** True if a short answer opens by declining. */
export function isRefusal(text: string): boolean {
  if (text.length > LONGEST_REFUSAL) return false;
  const plain = normal(text);
  const apology = APOLOGIES.find((words) => plain.startsWith(words)) ?? "";
  const opening = plain.slice(apology.length);
  return REFUSALS.some((words) => plain.startsWith(words) || opening.startsWith(words));
}

/** True if a short answer begins by saying that it does not know. */
export function soundsUnsure(text: string): boolean {
  if (text.length > LONGEST_REFUSAL) return false;
  const opening = normal(text.slice(0, OPENING));
  return DOUBTS.some((words) => opening.includes(words));
}

function normal(text: string): string {
  return text.toLowerCase().replaceAll("’", "'").trimStart();
}
