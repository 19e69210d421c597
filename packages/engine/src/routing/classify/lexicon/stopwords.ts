/** Very common words by language; what tells languages of one script apart. */
export const STOPWORDS: Readonly<Record<string, string>> = {
  en: "the a an i me my you your our us is do does did don't what how why am if because just want need please tell give the of and to in is that it for was on are as with his they at be this have from or had by but not what all were we when your can said there use an each which she do how their if will up other about out many then them these so some her would make like him into time has look two more write go see no way could people my than been call who its now find long down did get come made may part",
  es: "el la los las un una unos unas y que de del en por para con sin se lo le les al es son fue esta este esto como mas pero sus su muy ya todo cuando hay donde quien cual sobre entre mi tu yo nos ser tiene puede hacer dos cada cuanto cuantos esa ese eres soy",
  fr: "le la les un une des et que qui de du en pour par avec sans se est sont dans sur au aux ce cette ces il elle ils elles nous vous je tu ne pas plus mais ou donc comme son sa ses leur leurs mon ma mes ton ta tes etre avoir fait faire tout tous entre chez quel quelle quels a combien fois pourquoi quoi ca",
  de: "der die das und ist ein eine einen einem einer eines den dem des zu in mit auf fur von nicht auch sich im es an als aus bei nach wie wenn oder aber nur noch uber werden wird sind war ich du er sie wir ihr mein dein sein hat haben kann konnen mir mich dir dich zum zur vom welche welcher",
  pt: "o a os as um uma uns umas e que de do da dos das em no na nos nas por para com sem se nao mais mas como foi ao aos seu sua seus suas ele ela eles elas eu voce voces isso este esta esse essa muito ja quando onde quem qual sobre entre meu minha ser tem pode fazer cada sao",
  it: "il lo la i gli le un uno una e che di del della dei delle in nel nella per con senza si non piu ma come al alla sono e fu questo questa quello suo sua loro mio mia tuo io tu lui lei noi voi molto gia quando dove chi quale su tra fra essere ha puo fare ogni",
  nl: "de het een en van in is dat op te zijn met voor niet aan er om ook als dan maar naar bij uit nog wel wat kan je jij ik hij zij wij mijn jouw dit deze die hoe waar wie welke wordt",
  sv: "och att det som en ett den av for med pa ar inte om till har jag du han hon vi de sig fran kan var men hur vad eller nar mycket",
  tr: "ve bir bu da de icin ile ne mi mu cok daha en gibi olarak olan kadar ben sen biz siz o ama var yok nasil hangi",
  pl: "i w z na do nie sie jest to ze jak o co za od po przez dla ale czy ten ta tym sa jego jej moj twoj",
  id: "yang dan di ke dari untuk dengan ini itu pada adalah tidak akan saya kamu anda ada atau juga bagaimana apa",
  vi: "la va cua cho mot co khong nguoi trong duoc toi ban nhung cac nay do voi nhu gi",
};
