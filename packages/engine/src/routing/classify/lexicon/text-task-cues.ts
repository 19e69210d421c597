import type { CueGroup } from "./cue-group.ts";

/** Summarization and extraction: work on a text that is given. */
export const TEXT_TASK_CUES: readonly CueGroup[] = [
  {
    name: "summarize",
    reads: "summarize",
    takesPayload: "whole",
    phrases:
      "summarize|summarise|summarized|summarizing|summarising|summarization|summaries|summary|sum up|sum this up|tl dr|tldr|gist|condense|condensed|boil down|boil this down|boil it down|synopsis|recap|digest of|abridge|shorten|shorter version|nutshell|in a nutshell|executive summary|one sentence version|main points|main point|main idea|main ideas|key points|key takeaways|takeaways|key ideas|highlights of|bullet point summary|most important points|short version of|cliff notes|cliffnotes|brief overview of the text|brief overview of this article|compress this|resume|resumir|resumen|resumeme|resuma|resumo|sintetiza|sintetizar|puntos principales|puntos clave|ideas principales|idea principal|resumer|resumez|synthese|synthetise|synthetiser|points cles|points principaux|idees principales|en quelques phrases|fasse zusammen|fass zusammen|zusammenfassen|zusammenfassung|zusammengefasst|fasse|hauptpunkte|kernpunkte|kernaussagen|pontos principais|pontos chave|ideia principal|sintetize|riassumi|riassunto|riassumere|sintesi|punti chiave|samenvatten|samenvatting|vat samen|ozetle|ozet|ozetler|streszczenie|podsumuj|ringkas|ringkaskan|rangkum|tom tat|sammanfatta|кратко изложи|кратко перескажи|резюмируй|резюме текста|краткое содержание|подведи итог|выдели главное|суммируй|总结|總結|摘要|概括|归纳|概述|简述|要点|提炼|主要内容|中心思想|要約|まとめて|まとめる|要点を|概要を|要旨|요약|요약해|정리해|핵심 내용|सारांश|संक्षेप|सार|मुख्य बिंदु|निचोड़|لخص|تلخيص|ملخص",
  },
  {
    name: "extract",
    reads: "extract",
    takesPayload: "questions",
    phrases:
      "extract|extracts|extracted|extracting|extraction|pull out|pull the|pick out|list all the names|list every|list all mentions|find all the|find every|identify all|identify the names|identify the entities|identify the people|named entities|named entity|entities|entity recognition|keywords from|key phrases|keyphrases|key facts|parse|parse the following|into json|as json|json format|json object|json array|in json|csv format|as a csv|into a table|to a table|key value pairs|fill in this form|structured data|regex out|which words in|which sentence|highlight the|get the names|get the dates|locate the|extrae|extraer|extraiga|extraccion|entidades|identifica los|identifica las|identifica todos|saca los|extrais|extraire|extrayez|entites|identifie les|releve les|extrahiere|extrahieren|entitaten|identifiziere|finde alle|extraia|extrair|entidades|identifique|encontre todos|estrai|estrarre|entita|individua|cikar|ayikla|wyodrebnij|haal uit|ekstrak|извлеки|извлечь|выдели все|найди все|выпиши|сущности|提取|抽取|找出|列出所有|识别出|实体|関键词|关键词|抽出|抜き出|取り出し|固有表現|キーワード|추출|추출해|찾아내|निकालें|निकालो|निकालिए|पहचानें|छांट|استخرج|استخراج",
  },
  {
    name: "classify-text",
    reads: "classify a text",
    takesPayload: "questions",
    phrases:
      "classify|classifies|classified|classifying|classification|categorize|categorise|categorized|categorizing|categories|category|label the|label this|labels|label each|tag the|tag each|pos tag|part of speech|sentiment|sentiment of|positive or negative|positive negative|negative or positive|positive or negative or neutral|is this positive|negative or neutral|spam|spam or|toxic|toxicity|hate speech|offensive|sarcastic|sarcasm|topic of|which topic|which category|which of these categories|which section|genre of this|intent of|the intent|emotion expressed|what emotion|stance|rate the review|star rating|review positive|review is positive|how does the reviewer|reviewer feel|tone of|subjective or objective|formal or informal|does the sentence contain|contains any|detect if|detect whether|detect the|determine if the sentence|determine whether the|determine the sentiment|tell me if the following|tell me whether|identify whether|identify if|is the following sentence|yes or no|output yes|answer yes or no|output true|paraphrases of each other|duplicates|same meaning|mean the same|means the same thing|same question|grammatically correct|acceptable|grupo al que|clasifica|clasificar|clasifique|categoria|sentimiento|positivo o negativo|positivo negativo|classe les|classer|classifie|classifiez|categorie|sentiment de|positif ou negatif|klassifiziere|klassifizieren|ordne zu|kategorie|stimmung|positiv oder negativ|classifique|classificar|sentimento|positivo ou negativo|classifica|sentimento|siniflandir|duygu|olumlu mu|классифицируй|определи тональность|тональность|категория|分类|分類|情感|归类|类别|正面还是负面|积极还是消极|分類して|感情分析|ポジティブ|ネガティブ|カテゴリ|분류|감정|긍정|वर्गीकृत|वर्गीकरण|भावना|श्रेणी|सकारात्मक|صنف|تصنيف|مشاعر",
  },
  {
    name: "from-the-text",
    reads: "from the given text",
    takesPayload: "questions",
    phrases:
      "according to the passage|according to the text|according to this|according to the article|according to the above|based on the passage|based on the text|based on this passage|based on the above|based on the article|based on the paragraph|based on this paragraph|based on the context|based on the following|based only on|given the passage|given the paragraph|given the context|given this context|given the following passage|given the following text|given this article|using only the text|using only the passage|using the passage|from the passage|from the text|from the article|from this text|from this passage|from the paragraph|from the following|in the passage|in the text|in the article|in this article|in this passage|in the paragraph|in the above text|read the passage|read the text|read the article|read the following passage|read the following text|read the following article|read the following paragraph|read the following story|read the following document|read this passage|read this text|read this article|passage below|text below|article below|paragraph below|following passage|following text|following article|following paragraph|following document|following context|the passage|this passage|this article|the article above|the text above|the above text|the above passage|the author|mentioned in|answer from the|find the answer|span|reading comprehension|answerable|segun el texto|segun el pasaje|del siguiente texto|en el texto|a partir del texto|siguiente texto|d apres le texte|selon le texte|dans le texte|du texte suivant|texte suivant|laut text|laut dem text|im text|aus dem text|folgenden text|folgender text|segundo o texto|de acordo com o texto|no texto|do texto|texto a seguir|seguinte texto|secondo il testo|nel testo|dal testo|testo seguente|metne gore|metinden|asagidaki metin|согласно тексту|в тексте|из текста|следующий текст|根据文章|根据上文|根据短文|根据下文|文中|以下文本|以下文章|下面的文章|下面这段|这段话|这篇文章|本文に|文章から|以下の文章|次の文章|次の文|この文章|본문|다음 글|이 글|다음 문장|पाठ के अनुसार|गद्यांश|निम्नलिखित पाठ|इस लेख|इस पाठ|नीचे दिए|النص التالي|في النص",
  },
  {
    name: "this-text",
    reads: "this text",
    phrases:
      "this text|this email|this article|this document|this report|this paragraph|this passage|this story|this transcript|this conversation|this dialogue|this chapter|this essay|this review|this sentence|these notes|meeting notes|this thread|this letter|this speech|this paper|this abstract|this page|this contract|the following|the following text|the following article|the following email|the following sentence|the following paragraph|the following document|the text below|the above|above text|below text|este texto|este articulo|este correo|este parrafo|este informe|ce texte|cet article|ce mail|ce paragraphe|ce rapport|cette phrase|diesen text|diesen artikel|diese mail|diesen absatz|diesen satz|esse texto|este artigo|este email|este paragrafo|questo testo|questo articolo|bu metni|bu metin|этот текст|эту статью|это письмо|这段文字|这篇|这封|以下内容|この文|この記事|このメール|इस ईमेल|इस वाक्य|이 문장|이 기사|هذا النص",
  },
  {
    name: "text-label",
    reads: "a labelled text",
    phrases:
      "text|passage|context|sentence|sentences|article|document|paragraph|review|email|tweet|input|output|dialogue|conversation|abstract|transcript|news|story|comment|title|headline|subject|premise|hypothesis|claim|evidence|question|questions|answer|choices|options|option|texto|oracion|frase|satz|texte|phrase|文章|文本|句子|上下文|テキスト|文|текст|предложение|वाक्य|पाठ",
  },
];
