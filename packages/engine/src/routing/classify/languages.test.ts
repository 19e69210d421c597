import type { Task } from "@ai-orchestrator/contract";
import { describe, expect, it } from "vitest";
import { classify } from "./classify.ts";

/** Prompts in eight languages and some more, worded apart from the training corpus. */
const PROMPTS: Readonly<Record<string, readonly (readonly [Task, string])[]>> = {
  en: [
    ["code", "why does my for loop skip every second element when I delete from the list"],
    ["math", "what is three fifths of 340"],
    ["translation", "say 'I lost my passport' in Italian"],
    ["websearch", "is the museum of modern art open on Monday this week"],
    ["writing", "write a toast for my grandparents' golden wedding"],
    ["image_gen", "paint a fox asleep in the snow"],
    ["knowledge", "why do leaves turn red in autumn"],
    ["chat", "I feel a bit lonely tonight"],
  ],
  es: [
    ["code", "escribe una función en python que cuente las vocales de un texto"],
    ["math", "¿cuánto es el 15 % de 240?"],
    ["translation", "traduce al alemán: mañana llegaré tarde al trabajo"],
    ["websearch", "¿qué tiempo hará mañana en Sevilla?"],
    ["writing", "escríbeme un poema corto sobre el mar en invierno"],
    ["image_gen", "dibuja un gato astronauta en la luna"],
    ["knowledge", "¿por qué el cielo es azul?"],
    ["chat", "hola, ¿cómo estás hoy?"],
  ],
  fr: [
    ["code", "écris un script bash qui supprime les fichiers de plus de 30 jours"],
    ["math", "combien font 17 fois 23 ?"],
    ["translation", "traduis en anglais : je voudrais réserver une table pour deux"],
    ["websearch", "quelles sont les dernières nouvelles sur la grève des trains ?"],
    ["writing", "rédige une lettre de motivation pour un poste de libraire"],
    [
      "summarization",
      "résume ce texte en deux phrases : Le conseil municipal a voté hier soir le budget de l'année. Les écoles recevront davantage de moyens, tandis que la voirie devra économiser.",
    ],
    ["knowledge", "qui a inventé l'imprimerie ?"],
    ["roleplay", "joue le rôle d'un pirate et raconte-moi ta journée"],
  ],
  de: [
    ["code", "warum bekomme ich in java eine NullPointerException bei dieser Zeile: user.getName().trim()"],
    ["math", "Löse die Gleichung 3x + 7 = 22"],
    ["translation", "übersetze ins Spanische: Wo ist der nächste Bahnhof?"],
    ["websearch", "wie ist das Wetter morgen in Hamburg?"],
    ["writing", "schreibe eine kurze Geschichte über einen Leuchtturmwärter"],
    ["image_gen", "zeichne einen Drachen über einer Burg"],
    ["knowledge", "was ist der Unterschied zwischen Wetter und Klima?"],
    ["chat", "guten Morgen, wie geht es dir?"],
  ],
  pt: [
    ["code", "escreva uma função em javascript que inverta uma string"],
    ["math", "quanto é 25% de 360?"],
    ["translation", "traduza para o inglês: onde fica a farmácia mais próxima?"],
    ["websearch", "quem ganhou o jogo de ontem?"],
    ["writing", "escreva um e-mail pedindo aumento ao meu chefe"],
    ["image_gen", "desenhe um cachorro usando óculos de sol"],
    ["knowledge", "o que é a fotossíntese?"],
    ["chat", "oi, tudo bem com você?"],
  ],
  zh: [
    ["code", "用python写一个快速排序函数"],
    ["math", "一个长方形长8厘米，宽5厘米，面积是多少？"],
    ["translation", "把这句话翻译成英文：明天我们去爬山"],
    ["websearch", "今天上海的天气怎么样？"],
    ["writing", "帮我写一封感谢老师的信"],
    ["image_gen", "画一只在竹林里的熊猫"],
    ["knowledge", "为什么海水是咸的？"],
    ["summarization", "总结下面这段话：人工智能正在改变医疗行业。医生可以更快地发现疾病，但隐私问题仍然需要解决。"],
  ],
  ja: [
    ["code", "JavaScriptで配列の重複を削除する関数を書いて"],
    ["math", "12と18の最大公約数はいくつですか"],
    ["translation", "次の文を英語に翻訳して：明日は雨が降るでしょう"],
    ["websearch", "今日の為替レートを調べて"],
    ["writing", "桜についての短い詩を書いて"],
    ["image_gen", "富士山の水彩画を描いて"],
    ["knowledge", "地震はなぜ起こるのですか"],
    ["chat", "こんにちは、元気ですか"],
  ],
  hi: [
    ["code", "पायथन में एक फ़ंक्शन लिखो जो सूची को उल्टा करे"],
    ["math", "240 का 15 प्रतिशत कितना होगा?"],
    ["translation", "इसका अंग्रेज़ी में अनुवाद करो: मैं कल दिल्ली जाऊँगा"],
    ["websearch", "आज मुंबई का मौसम कैसा है?"],
    ["writing", "माँ पर एक छोटी कविता लिखो"],
    ["image_gen", "एक हाथी का चित्र बनाओ"],
    ["knowledge", "आसमान नीला क्यों होता है?"],
    ["chat", "नमस्ते, आप कैसे हैं?"],
  ],
  ru: [
    ["code", "напиши функцию на python, которая проверяет палиндром"],
    ["translation", "переведи на английский: где находится вокзал?"],
    ["websearch", "какая погода завтра в Казани?"],
    ["writing", "напиши короткий рассказ про кота"],
    ["knowledge", "почему небо голубое?"],
  ],
};

const LEAST_SHARE = 0.8;

describe("classify in many languages", () => {
  it.each(Object.entries(PROMPTS))("%s", (language, prompts) => {
    const wrong = prompts.filter(([task, prompt]) => classify(prompt).task !== task);
    const report = wrong.map(([task, prompt]) => `${task}, not ${classify(prompt).task}: ${prompt}`).join("\n");
    expect(prompts.length - wrong.length, report).toBeGreaterThanOrEqual(LEAST_SHARE * prompts.length);
    expect(prompts.filter(([, prompt]) => classify(prompt).language === language).length).toBeGreaterThanOrEqual(
      LEAST_SHARE * prompts.length,
    );
  });
});
