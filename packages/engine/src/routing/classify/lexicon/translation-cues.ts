import type { CueGroup } from "./cue-group.ts";

const NAMES =
  "english|french|spanish|german|italian|portuguese|dutch|swedish|norwegian|danish|finnish|polish|czech|slovak|hungarian|romanian|bulgarian|greek|turkish|russian|ukrainian|arabic|hebrew|persian|farsi|hindi|urdu|bengali|punjabi|tamil|telugu|marathi|gujarati|kannada|malayalam|nepali|sinhala|thai|vietnamese|indonesian|malay|tagalog|filipino|japanese|korean|chinese|mandarin|cantonese|latin|swahili|zulu|afrikaans|yoruba|hausa|amharic|somali|catalan|basque|galician|welsh|irish|gaelic|icelandic|estonian|latvian|lithuanian|serbian|croatian|bosnian|slovenian|macedonian|albanian|armenian|georgian|azerbaijani|kazakh|uzbek|mongolian|khmer|lao|burmese|tibetan|pashto|kurdish|yiddish|esperanto|lojban|klingon|brazilian portuguese|traditional chinese|simplified chinese|old english|sanskrit|hawaiian|maori|creole|quechua|luxembourgish|maltese|belarusian|javanese|sign language|morse code|pig latin";

const LOCAL_NAMES =
  "ingles|frances|espanol|aleman|italiano|portugues|chino|japones|ruso|arabe|coreano|neerlandes|polaco|hindi|anglais|francais|espagnol|allemand|italien|portugais|chinois|japonais|russe|arabe|coreen|englisch|franzosisch|spanisch|deutsch|italienisch|portugiesisch|chinesisch|japanisch|russisch|arabisch|koreanisch|polnisch|turkisch|niederlandisch|alemao|castelhano|frances|inglese|francese|spagnolo|tedesco|cinese|giapponese|russo|portoghese|arabo|engels|frans|duits|spaans|nederlands|英语|英文|中文|汉语|法语|法文|西班牙语|西班牙文|德语|德文|日语|日文|韩语|韩文|俄语|葡萄牙语|意大利语|阿拉伯语|印地语|普通话|粤语|文言文|英語|中国語|フランス語|スペイン語|ドイツ語|韓国語|ロシア語|日本語|イタリア語|ポルトガル語|ヒンディー語|アラビア語|영어|한국어|일본어|중국어|프랑스어|스페인어|독일어|английский|английском|французский|французском|испанский|испанском|немецкий|немецком|русский|русском|китайский|итальянский|японский|अंग्रेजी|अंग्रेज़ी|हिंदी|हिन्दी|फ्रेंच|स्पेनिश|जर्मन|जापानी|चीनी|मराठी|तमिल|ingilizce|turkce|almanca|fransizca|ispanyolca|الإنجليزية|الانجليزية|العربية|الفرنسية|الاسبانية|الإسبانية";

function prefixed(prefixes: string, names: string): string {
  const list = names.split("|");
  return prefixes
    .split("|")
    .flatMap((prefix) => list.map((name) => `${prefix} ${name}`))
    .join("|");
}

/** Translation: the verb, the languages, and "how do you say". */
export const TRANSLATION_CUES: readonly CueGroup[] = [
  {
    name: "translate",
    reads: "translate",
    takesPayload: "whole",
    phrases:
      "translate|translates|translated|translating|translation|translations|translator|transliterate|back translate|localize|localise|render this in|render into|interpret this into|put this in|put this into|convert this text to|version of this in|version of this sentence|for the following sentence|expression for|natural sounding|traduce|traduzca|traducir|traduceme|traducelo|traducela|traduccion|traduzcas|traduis|traduire|traduisez|traduisons|traduction|traduits|ubersetze|ubersetzen|ubersetz|ubersetzung|ubersetzt|ins deutsche|ins englische|traduza|traduzir|traduz|traducao|traduza me|verta para|traduci|traducimi|tradurre|traduzione|traduca|vertaal|vertalen|vertaling|cevir|cevirin|ceviri|cevirir misin|tercume|przetlumacz|tlumaczenie|oversatt|terjemahkan|dich sang|traduceti|preloz|переведи|переведите|перевести|перевод|переводи|как переводится|翻译|翻譯|译成|譯成|译为|译文|英译|中译|訳して|訳す|訳を|翻訳|和訳|英訳|번역|번역해|अनुवाद|अनुवाद करो|अनुवाद करें|अनुवादित|तर्जुमा|ترجم|ترجمة|ترجمي|اترجم",
  },
  {
    name: "how-do-you-say",
    reads: "how do you say",
    phrases:
      "how do i say|how do you say|how would you say|how would i say|how to say|how can i say|how should i say|how does one say|how do they say|how do we say|what is the word for|whats the word for|the word for|say in another language|como se dice|como digo|como diria|como decir|como puedo decir|comment dit on|comment dire|comment on dit|comment dirait|wie sagt man|wie sage ich|wie heisst|was heisst|was bedeutet auf|como se diz|como dizer|como eu digo|come si dice|hoe zeg je|nasil denir|ne demek|native speaker say|say the phrase|pronounce in|как сказать|как будет|怎么说|怎麼說|怎样说|用英语怎么|何と言い|なんと言い|どう言い|何て言う|なんて言う|뭐라고 해|어떻게 말해|कैसे कहते|कैसे कहें|कैसे बोलते|क्या कहते हैं|को क्या कहते|كيف اقول|كيف أقول|كيف تقول",
  },
  {
    name: "into-language",
    reads: "into a named language",
    takesPayload: "whole",
    phrases: `${prefixed("in|into|to|from", NAMES)}|${prefixed("en|al|del|aux|au|du|de l|a l|auf|in|aus dem|ins|nach|em|para o|para|do|in|dall|dal|naar het|in het|на|с|को|में|से|に|を", LOCAL_NAMES)}|成英文|成英语|成中文|成法语|成日语|成德语|成西班牙语|成韩语|为英文|为中文|英語に|日本語に|中国語に|フランス語に|スペイン語に|ドイツ語に|अंग्रेजी में|हिंदी में|영어로|한국어로|일본어로|중국어로|프랑스어로|스페인어로|ing dilinde`,
  },
  { name: "language-name", reads: "a language's name", phrases: `${NAMES}|${LOCAL_NAMES}` },
];
