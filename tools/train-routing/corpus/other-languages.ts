import type { Task } from "@ai-orchestrator/contract";

/** Prompts in other languages; `task> a | b | c`, one literal prompt each. */
export const OTHER_LANGUAGES: Readonly<Record<string, string>> = {
  es: `
code> Escribe una función en Python que invierta una lista|¿Cómo ordeno un array en JavaScript?|Corrige el error en este código: for i in range(10) print(i)|Crea una consulta SQL que muestre los clientes de Madrid|Haz un script en bash que borre archivos antiguos|Explícame qué hace este código|Necesito un programa en Java que lea un archivo CSV|¿Por qué me da error null pointer en mi aplicación?
math> ¿Cuánto es 25 por 17?|Resuelve la ecuación 3x + 5 = 20|Calcula el área de un triángulo de base 8 y altura 5|¿Cuál es la raíz cuadrada de 144?|Juan tiene 12 manzanas y regala 5, ¿cuántas le quedan?|Un tren recorre 240 km en 3 horas, ¿cuál es su velocidad media?|¿Cuál es el 15% de 200?|Demuestra que la suma de dos números pares es par
reasoning> Ana es más alta que Luis y Luis es más alto que Eva. ¿Quién es la más baja?|¿Qué número sigue en la secuencia 2, 4, 8, 16?|Resuelve este acertijo: tiene dientes pero no muerde|Si todos los gatos son animales y algunos animales son negros, ¿se puede concluir que algunos gatos son negros?|Tres amigos dicen que el otro miente. ¿Quién dice la verdad?|¿Cuál no pertenece al grupo: perro, gato, mesa, caballo?
writing> Escribe un poema sobre el mar|Redacta un correo para pedir un aumento de sueldo|Cuéntame un cuento sobre un dragón|Escribe un ensayo sobre la libertad|Inventa un eslogan para una panadería|Reescribe esta frase de forma más formal: quiero hablar con usted|Escribe una carta de presentación para un puesto de enfermera|Corrige la gramática de este texto
summarization> Resume el siguiente texto: La ciudad aprobó ayer un nuevo plan de transporte que costará millones|Hazme un resumen de este artículo|¿Cuáles son los puntos principales de este informe?|Resúmeme este correo en una frase|Dame las ideas principales del texto siguiente
extraction> Extrae todos los nombres de este texto: Pedro viajó a Lima con Carmen en 2019|Clasifica el sentimiento de esta reseña como positivo o negativo: la comida estaba fría|Según el texto, ¿quién fundó la empresa?|Identifica las fechas en el siguiente párrafo|Convierte estos datos en una tabla JSON|¿Es este mensaje spam o no?
translation> Traduce al inglés: me gustaría reservar una mesa|¿Cómo se dice biblioteca en francés?|Traduce esta frase al alemán: hace mucho frío hoy|¿Qué significa "however" en español?|Necesito la traducción de este párrafo al portugués|¿Cómo digo "te quiero" en italiano?
websearch> ¿Qué tiempo hace hoy en Madrid?|Últimas noticias sobre las elecciones|¿Cuál es el precio actual del bitcoin?|¿Quién ganó el partido de ayer?|Busca en internet vuelos baratos a Roma|Restaurantes cerca de mí abiertos ahora|¿A cuánto está el dólar hoy?|¿Quién es el presidente actual de Perú?
knowledge> ¿Qué es la fotosíntesis?|¿Cómo funciona un motor eléctrico?|¿Quién pintó Las Meninas?|¿Cuál es la capital de Australia?|Explica la Revolución francesa|¿Por qué el cielo es azul?|¿Cómo puedo dormir mejor?|Dame una receta de tortilla de patatas|¿Cuál es la diferencia entre un virus y una bacteria?|Consejos para una entrevista de trabajo|¿Cuándo terminó la Segunda Guerra Mundial?|¿Cuál de las siguientes es un gas noble? a) oxígeno b) helio c) hierro
roleplay> Actúa como un pirata y cuéntame tu última aventura|Eres un detective de los años veinte. Investiga el caso conmigo|Imagina que eres Cervantes. ¿Qué opinas de las novelas de hoy?|Juguemos a un juego de rol: tú eres el rey y yo el mensajero|Quiero que actúes como un entrevistador de trabajo|Finge ser mi abuela
chat> Hola, ¿cómo estás?|Gracias, eres muy amable|Cuéntame un chiste|Estoy aburrido|¿Eres un robot?|Buenas noches|¿Cómo te llamas?|Me siento triste hoy|Jajaja muy bueno|Te quiero
image_gen> Dibuja un gato con sombrero|Genera una imagen de un castillo en las nubes|Crea un logotipo para mi cafetería|Hazme una ilustración de un bosque en acuarela|Una foto realista de un astronauta en la playa|Pinta un paisaje al estilo impresionista`,
  fr: `
code> Écris une fonction Python qui trie une liste|Comment lire un fichier JSON en JavaScript ?|Corrige ce code : for (i=0; i<10; i++ {|Donne-moi une requête SQL pour compter les commandes par mois|Crée un script bash qui sauvegarde un dossier|Pourquoi mon programme plante avec une erreur de segmentation ?|Explique ce que fait cette fonction|Fais une page HTML avec un formulaire
math> Combien font 12 fois 15 ?|Résous l'équation 2x - 7 = 11|Calcule l'aire d'un cercle de rayon 4|Quelle est la dérivée de x^3 ?|Marie a 20 bonbons et en donne 8. Combien lui en reste-t-il ?|Quelle est la probabilité d'obtenir deux six ?|Quel est 30 % de 250 ?|Démontre que racine de 2 est irrationnel
reasoning> Paul est plus grand que Luc, Luc est plus grand que Jean. Qui est le plus petit ?|Quel est le nombre suivant : 1, 1, 2, 3, 5 ?|Résous cette énigme : plus je sèche, plus je suis mouillée|Si tous les A sont des B et tous les B sont des C, peut-on conclure que tous les A sont des C ?|Trouve l'intrus : rose, tulipe, chêne, lys|Qui dit la vérité si chacun accuse l'autre de mentir ?
writing> Écris un poème sur l'automne|Rédige un mail à mon propriétaire|Raconte-moi une histoire de fantômes|Écris une lettre de motivation pour un stage|Invente un slogan pour une marque de thé|Reformule cette phrase de façon plus polie : donne-moi ça|Rédige une dissertation sur le bonheur|Corrige les fautes de ce texte
summarization> Résume ce texte : Le conseil municipal a voté hier la construction d'un pont|Fais un résumé de cet article en trois phrases|Quels sont les points clés de ce rapport ?|Peux-tu synthétiser ce courriel ?|Donne-moi les idées principales du passage suivant
extraction> Extrais tous les noms de personnes du texte suivant : Luc et Anne sont partis à Lyon|Classe cet avis comme positif ou négatif : le service était lent|D'après le texte, où habite le héros ?|Relève les dates dans ce paragraphe|Transforme ces données en JSON|Ce message est-il un spam ?
translation> Traduis en anglais : je voudrais un café|Comment dit-on papillon en espagnol ?|Traduisez cette phrase en allemand : il fait beau aujourd'hui|Que veut dire "nevertheless" en français ?|Peux-tu traduire ce paragraphe en italien ?|Comment dire merci en japonais ?
websearch> Quel temps fait-il à Paris aujourd'hui ?|Quelles sont les dernières nouvelles ?|Quel est le cours de l'action Airbus en ce moment ?|Qui a gagné le match hier soir ?|Cherche sur internet un vol pour Rome|Restaurants ouverts près de moi|Quel est le taux de change euro dollar aujourd'hui ?|Qui est le premier ministre actuel ?
knowledge> Qu'est-ce que la photosynthèse ?|Comment fonctionne un moteur électrique ?|Qui a peint la Joconde ?|Quelle est la capitale du Canada ?|Explique la théorie de la relativité|Pourquoi la mer est-elle salée ?|Comment mieux dormir ?|Donne-moi une recette de crêpes|Quelle est la différence entre un alligator et un crocodile ?|Des conseils pour apprendre la guitare|Quand a eu lieu la Révolution ?|Laquelle des réponses suivantes est correcte ? A. l'azote B. l'or C. le fer
roleplay> Agis comme un chef cuisinier et conseille-moi|Tu es un chevalier du Moyen Âge. Raconte ta journée|Imagine que tu es Napoléon. Que penses-tu de l'Europe ?|Faisons un jeu de rôle : tu es le vendeur, je suis le client|Je veux que tu joues le rôle d'un recruteur|Fais semblant d'être un robot
chat> Bonjour, comment ça va ?|Merci beaucoup, tu es génial|Raconte-moi une blague|Je m'ennuie|Es-tu un robot ?|Bonne nuit|Comment tu t'appelles ?|Je suis triste aujourd'hui|Ha ha très drôle|Je t'aime
image_gen> Dessine un chat avec un chapeau|Génère une image d'un château dans les nuages|Crée un logo pour mon café|Fais-moi une illustration d'une forêt à l'aquarelle|Une photo réaliste d'un astronaute sur la plage|Peins un paysage impressionniste`,
  de: `
code> Schreibe eine Python-Funktion, die eine Liste umdreht|Wie sortiere ich ein Array in JavaScript?|Behebe den Fehler in diesem Code: print "hallo"|Erstelle eine SQL-Abfrage, die alle Kunden aus Berlin zeigt|Schreib ein Bash-Skript, das alte Dateien löscht|Was macht diese Funktion?|Ich brauche ein Java-Programm, das eine CSV-Datei liest|Warum bekomme ich eine NullPointerException?
math> Wie viel ist 25 mal 17?|Löse die Gleichung 3x + 5 = 20|Berechne die Fläche eines Dreiecks mit Grundseite 8 und Höhe 5|Was ist die Wurzel aus 144?|Peter hat 12 Äpfel und gibt 5 ab. Wie viele hat er noch?|Wie groß ist die Wahrscheinlichkeit, zwei Sechsen zu würfeln?|Was sind 15 Prozent von 200?|Beweise, dass es unendlich viele Primzahlen gibt
reasoning> Anna ist größer als Ben, Ben ist größer als Clara. Wer ist am kleinsten?|Welche Zahl kommt als nächstes: 2, 4, 8, 16?|Löse dieses Rätsel: Was hat Zähne, beißt aber nicht?|Wenn alle A B sind und alle B C sind, folgt daraus, dass alle A C sind?|Welches Wort passt nicht: Hund, Katze, Tisch, Pferd?|Drei Freunde beschuldigen sich gegenseitig zu lügen. Wer sagt die Wahrheit?
writing> Schreibe ein Gedicht über das Meer|Verfasse eine E-Mail an meinen Chef|Erzähl mir eine Geschichte über einen Drachen|Schreib ein Anschreiben für eine Bewerbung als Krankenpfleger|Erfinde einen Slogan für eine Bäckerei|Formuliere diesen Satz höflicher um: Gib mir das|Schreibe einen Aufsatz über Freiheit|Korrigiere die Rechtschreibung in diesem Text
summarization> Fasse den folgenden Text zusammen: Der Stadtrat hat gestern den Bau einer Brücke beschlossen|Gib mir eine Zusammenfassung dieses Artikels|Was sind die Hauptpunkte dieses Berichts?|Fasse diese E-Mail in einem Satz zusammen|Nenne die wichtigsten Aussagen des Textes
extraction> Extrahiere alle Namen aus dem folgenden Text: Peter fuhr 2019 mit Anna nach Wien|Klassifiziere die Stimmung dieser Bewertung als positiv oder negativ: das Essen war kalt|Wer hat laut Text die Firma gegründet?|Finde alle Daten in diesem Absatz|Wandle diese Daten in JSON um|Ist diese Nachricht Spam?
translation> Übersetze ins Englische: Ich hätte gern einen Tisch für zwei|Wie sagt man Schmetterling auf Spanisch?|Übersetze diesen Satz ins Französische: Heute ist es kalt|Was bedeutet "nevertheless" auf Deutsch?|Kannst du diesen Absatz ins Italienische übersetzen?|Was heißt danke auf Japanisch?
websearch> Wie ist das Wetter heute in Berlin?|Aktuelle Nachrichten zur Wahl|Wie hoch ist der Aktienkurs von Siemens gerade?|Wer hat gestern Abend das Spiel gewonnen?|Suche im Internet nach günstigen Flügen nach Rom|Restaurants in der Nähe, die jetzt geöffnet sind|Wie steht der Euro zum Dollar heute?|Wer ist der aktuelle Bundeskanzler?
knowledge> Was ist Photosynthese?|Wie funktioniert ein Elektromotor?|Wie entsteht ein Gewitter?|Wer hat die Mona Lisa gemalt?|Was ist die Hauptstadt von Australien?|Erkläre die Relativitätstheorie|Warum ist der Himmel blau?|Wie kann ich besser schlafen?|Gib mir ein Rezept für Apfelstrudel|Was ist der Unterschied zwischen Wetter und Klima?|Tipps für ein Vorstellungsgespräch|Wann endete der Zweite Weltkrieg?|Welche der folgenden Aussagen ist richtig? a) Helium ist ein Metall b) Eisen ist ein Gas
roleplay> Verhalte dich wie ein Pirat und erzähle von deinem Abenteuer|Du bist ein Detektiv in den zwanziger Jahren. Löse mit mir den Fall|Stell dir vor, du bist Goethe. Was hältst du von heute?|Lass uns ein Rollenspiel machen: Du bist der König, ich der Bote|Ich möchte, dass du die Rolle eines Personalchefs spielst|Tu so, als wärst du meine Oma
chat> Hallo, wie geht es dir?|Danke, das war nett|Erzähl mir einen Witz|Mir ist langweilig|Bist du ein Roboter?|Gute Nacht|Wie heißt du?|Ich bin heute traurig|Haha, sehr gut|Ich liebe dich
image_gen> Zeichne eine Katze mit Hut|Erstelle ein Bild von einem Schloss in den Wolken|Entwirf ein Logo für mein Café|Male mir einen Wald in Aquarell|Ein fotorealistisches Bild von einem Astronauten am Strand|Generiere ein Bild im Stil von Monet`,
  pt: `
code> Escreva uma função em Python que inverta uma lista|Como ordeno um array em JavaScript?|Corrija o erro neste código: print "oi"|Crie uma consulta SQL que mostre os clientes de Lisboa|Faça um script bash que apague arquivos antigos|O que faz esta função?|Preciso de um programa em Java que leia um CSV|Por que recebo uma exceção de ponteiro nulo?
math> Quanto é 25 vezes 17?|Resolva a equação 3x + 5 = 20|Calcule a área de um triângulo de base 8 e altura 5|Qual é a raiz quadrada de 144?|João tem 12 maçãs e dá 5. Quantas sobraram?|Qual a probabilidade de sair dois seis?|Quanto é 15% de 200?|Demonstre que existem infinitos números primos
reasoning> Ana é mais alta que Bia e Bia é mais alta que Carla. Quem é a mais baixa?|Qual é o próximo número da sequência 2, 4, 8, 16?|Resolva esta charada: tem dentes mas não morde|Se todo A é B e todo B é C, pode-se concluir que todo A é C?|Qual não pertence ao grupo: cachorro, gato, mesa, cavalo?
writing> Escreva um poema sobre o mar|Redija um e-mail para o meu chefe|Conte uma história sobre um dragão|Escreva uma redação sobre liberdade|Crie um slogan para uma padaria|Reescreva esta frase de forma mais formal: quero falar com você|Escreva uma carta de apresentação para vaga de enfermeira
summarization> Resuma o texto a seguir: A cidade aprovou ontem um novo plano de transporte|Faça um resumo deste artigo|Quais são os pontos principais deste relatório?|Resuma este e-mail em uma frase
extraction> Extraia todos os nomes do texto: Pedro viajou para Lima com Carla em 2019|Classifique o sentimento desta avaliação como positivo ou negativo: a comida estava fria|Segundo o texto, quem fundou a empresa?|Identifique as datas no parágrafo a seguir|Converta estes dados em JSON
translation> Traduza para o inglês: gostaria de reservar uma mesa|Como se diz biblioteca em francês?|Traduza esta frase para o alemão: está muito frio hoje|O que significa "however" em português?|Como digo obrigado em japonês?
websearch> Como está o tempo hoje em Lisboa?|Últimas notícias sobre as eleições|Qual é a cotação do dólar hoje?|Quem ganhou o jogo de ontem?|Pesquise na internet voos baratos para Roma|Restaurantes perto de mim abertos agora|Quem é o presidente atual do Brasil?
knowledge> O que é fotossíntese?|Como funciona um motor elétrico?|Quem pintou a Mona Lisa?|Qual é a capital da Austrália?|Explique a teoria da relatividade|Por que o céu é azul?|Como posso dormir melhor?|Me dê uma receita de bolo de cenoura|Qual a diferença entre vírus e bactéria?|Dicas para uma entrevista de emprego|Quando terminou a Segunda Guerra Mundial?
roleplay> Aja como um pirata e conte sua última aventura|Você é um detetive dos anos vinte. Investigue comigo|Imagine que você é Camões. O que acha dos livros de hoje?|Vamos fazer um jogo de interpretação: você é o rei e eu o mensageiro|Quero que você atue como entrevistador|Finja ser minha avó
chat> Oi, tudo bem?|Obrigado, você é demais|Conte uma piada|Estou entediado|Você é um robô?|Boa noite|Qual é o seu nome?|Estou triste hoje|Kkkk muito bom|Eu te amo
image_gen> Desenhe um gato de chapéu|Gere uma imagem de um castelo nas nuvens|Crie um logo para minha cafeteria|Faça uma ilustração de uma floresta em aquarela|Uma foto realista de um astronauta na praia`,
  it: `
code> Scrivi una funzione Python che ordina una lista|Come leggo un file in Java?|Correggi questo codice|Crea una query SQL per contare gli ordini
math> Quanto fa 12 per 15?|Risolvi l'equazione 2x - 7 = 11|Calcola l'area di un cerchio di raggio 4|Quanto è il 20% di 80?
reasoning> Anna è più alta di Bruno e Bruno è più alto di Carla. Chi è il più basso?|Qual è il numero successivo: 1, 2, 4, 8?|Risolvi questo indovinello
writing> Scrivi una poesia sull'autunno|Scrivi una lettera di presentazione|Raccontami una storia di draghi|Riformula questa frase in modo più formale
summarization> Riassumi il seguente testo|Fammi un riassunto di questo articolo|Quali sono i punti chiave?
extraction> Estrai i nomi dal seguente testo|Classifica la recensione come positiva o negativa|Secondo il testo, chi è il protagonista?
translation> Traduci in inglese: vorrei un caffè|Come si dice farfalla in spagnolo?|Traduci questa frase in tedesco
websearch> Che tempo fa oggi a Roma?|Ultime notizie di calcio|Chi ha vinto la partita ieri?|Quanto costa oggi il bitcoin?
knowledge> Cos'è la fotosintesi?|Chi ha dipinto la Gioconda?|Qual è la capitale del Canada?|Perché il cielo è blu?|Come posso dormire meglio?|Dammi la ricetta della carbonara
roleplay> Fai finta di essere un pirata|Sei un detective degli anni venti|Agisci come un chef
chat> Ciao, come stai?|Grazie mille|Raccontami una barzelletta|Mi annoio|Sei un robot?
image_gen> Disegna un gatto con il cappello|Genera un'immagine di un castello|Crea un logo per il mio bar`,
  zh: `
code> 写一个Python函数反转列表|如何用JavaScript对数组排序？|帮我修复这段代码的错误|写一条SQL查询统计每月订单数|用Java写一个读取CSV文件的程序|这段代码是什么意思？|为什么我的程序报错空指针异常？|写一个爬虫抓取网页标题|实现一个快速排序算法
math> 25乘以17等于多少？|解方程3x+5=20|计算底为8高为5的三角形面积|144的平方根是多少？|小明有12个苹果，给了小红5个，还剩几个？|一辆火车3小时行驶240公里，平均速度是多少？|200的15%是多少？|证明质数有无穷多个|求函数x^3的导数
reasoning> 小明比小红高，小红比小刚高，谁最矮？|下一个数字是什么：2，4，8，16？|猜谜语：有牙齿但不咬人|如果所有的A都是B，所有的B都是C，能推出所有A都是C吗？|哪一个不同类：狗，猫，桌子，马？|三个人中只有一个说真话，谁在说谎？|这是一道逻辑推理题
writing> 写一首关于大海的诗|帮我写一封请假邮件|讲一个关于龙的故事|写一篇关于自由的作文|为一家面包店想一句广告语|把这句话改得更正式一些|写一封求职信|润色下面这段文字|给这篇文章起个标题
summarization> 总结下面的文章：市议会昨天通过了新的交通计划|请概括这段话的主要内容|这篇报告的要点是什么？|用一句话总结这封邮件|帮我写个摘要
extraction> 提取文中所有的人名：张伟和李娜2019年去了上海|判断这条评论的情感是正面还是负面：菜都凉了|根据短文回答问题：谁创办了公司？|找出下面段落中的日期|把这些数据转换成JSON格式|对下面的句子进行分类
translation> 把这句话翻译成英文：我想订一张桌子|蝴蝶用法语怎么说？|请将下面的段落翻译成德语|"however"是什么意思，翻译成中文|翻译：今天天气很好|谢谢用日语怎么说？|英译中：The early bird catches the worm
websearch> 今天北京天气怎么样？|最新的选举新闻|现在比特币的价格是多少？|昨晚的比赛谁赢了？|帮我搜索去东京的便宜机票|附近有什么好吃的餐厅？|今天美元兑人民币汇率是多少？|现任总统是谁？|查一下最近的地铁站
knowledge> 什么是光合作用？|蒙娜丽莎是谁画的？|澳大利亚的首都是哪里？|解释一下相对论|天空为什么是蓝色的？|怎样才能睡得更好？|红烧肉怎么做？|病毒和细菌有什么区别？|面试有什么技巧？|第二次世界大战什么时候结束？|介绍一下唐朝的历史|下列哪一项是惰性气体？A. 氧 B. 氦 C. 铁
roleplay> 请你扮演一个海盗，讲讲你的冒险|你是一名侦探，和我一起破案|假设你是李白，你怎么看现代诗？|我们来角色扮演，你是国王，我是使者|我希望你充当面试官|你现在是我的奶奶
chat> 你好，你好吗？|谢谢你，你真好|讲个笑话|我好无聊|你是机器人吗？|晚安|你叫什么名字？|我今天很难过|哈哈太好笑了|我爱你|早上好|你喜欢什么？
image_gen> 画一只戴帽子的猫|生成一张云中城堡的图片|为我的咖啡店设计一个标志|画一幅水彩森林插画|一张宇航员在海滩上的写实照片|帮我画一张海报`,
  ja: `
code> リストを逆順にするPython関数を書いて|JavaScriptで配列をソートする方法は？|このコードのバグを直してください|月ごとの注文数を数えるSQLクエリを書いて|CSVファイルを読み込むJavaプログラムを作って|このコードは何をしますか？|エラーが出ます。どうすれば直りますか
math> 25かける17はいくつですか？|方程式3x+5=20を解いて|底辺8、高さ5の三角形の面積を計算して|144の平方根は？|太郎はりんごを12個持っていて5個あげました。残りは何個？|200の15パーセントはいくら？|素数が無限にあることを証明して
reasoning> 太郎は花子より背が高く、花子は次郎より背が高い。一番背が低いのは誰？|次の数字は何ですか：2、4、8、16|なぞなぞを解いて|すべてのAはBで、すべてのBはCなら、すべてのAはCと言えますか？|仲間外れはどれ：犬、猫、机、馬|誰が嘘をついていますか？論理的に考えて
writing> 海についての詩を書いて|上司へのお礼のメールを書いて|ドラゴンの物語を作って|自由についてのエッセイを書いてください|パン屋のキャッチコピーを考えて|この文をもっと丁寧に書き直して|自己紹介文を書いて
summarization> 次の文章を要約して：市議会は昨日、新しい交通計画を可決した|この記事をまとめて|この報告書の要点は何ですか？|このメールを一文で要約してください
extraction> 次の文章から人名をすべて抽出して：田中さんと佐藤さんは2019年に京都へ行った|このレビューはポジティブかネガティブか分類して|本文によると、会社を設立したのは誰ですか？|以下の文章から日付を抜き出して|このデータをJSONに変換して
translation> 英語に翻訳して：席を予約したいです|蝶はフランス語で何と言いますか？|この文をドイツ語に訳してください|「however」は日本語でどういう意味ですか？翻訳して|ありがとうを中国語でどう言いますか
websearch> 今日の東京の天気は？|選挙の最新ニュース|今のビットコインの価格は？|昨日の試合は誰が勝った？|ローマ行きの安い航空券を検索して|近くのおすすめレストラン|今日のドル円の為替レートは？|現在の首相は誰ですか
knowledge> 光合成とは何ですか？|モナリザを描いたのは誰？|オーストラリアの首都はどこですか？|相対性理論を説明して|空はなぜ青いの？|よく眠る方法を教えて|カレーの作り方を教えて|ウイルスと細菌の違いは？|面接のコツは？|第二次世界大戦はいつ終わりましたか？
roleplay> 海賊になりきって冒険を語って|あなたは探偵です。一緒に事件を解決しましょう|あなたは織田信長です。現代をどう思いますか？|ロールプレイをしよう。あなたは王様、私は使者|面接官の役を演じてください
chat> こんにちは、元気ですか？|ありがとう、すごいね|冗談を言って|暇だなあ|あなたはロボットですか？|おやすみ|名前は何ですか？|今日は悲しい|はは、面白い|大好き
image_gen> 帽子をかぶった猫を描いて|雲の中の城の画像を生成して|カフェのロゴを作って|水彩画の森のイラストを描いて|海辺の宇宙飛行士のリアルな写真の画像`,
  hi: `
code> पायथन में एक फ़ंक्शन लिखो जो सूची को उलट दे|JavaScript में array कैसे sort करें?|इस कोड की त्रुटि ठीक करो|मासिक ऑर्डर गिनने के लिए SQL क्वेरी लिखो|CSV फ़ाइल पढ़ने वाला Java प्रोग्राम बनाओ|यह कोड क्या करता है?
math> 25 गुणा 17 कितना होता है?|समीकरण 3x + 5 = 20 हल करो|आधार 8 और ऊँचाई 5 वाले त्रिभुज का क्षेत्रफल निकालो|144 का वर्गमूल क्या है?|राम के पास 12 सेब हैं, उसने 5 दे दिए, कितने बचे?|200 का 15 प्रतिशत कितना है?
reasoning> राम श्याम से लंबा है और श्याम मोहन से लंबा है। सबसे छोटा कौन है?|अगली संख्या क्या है: 2, 4, 8, 16?|यह पहेली हल करो|यदि सभी A, B हैं और सभी B, C हैं, तो क्या सभी A, C हैं?|इनमें से बेमेल कौन सा है: कुत्ता, बिल्ली, मेज, घोड़ा|कौन झूठ बोल रहा है? तर्क से बताओ
writing> समुद्र पर एक कविता लिखो|मेरे बॉस को छुट्टी के लिए ईमेल लिखो|एक ड्रैगन की कहानी लिखो|स्वतंत्रता पर निबंध लिखो|बेकरी के लिए एक नारा लिखो|इस वाक्य को और औपचारिक बनाकर दोबारा लिखें|नौकरी के लिए आवेदन पत्र लिखिए
summarization> इस लेख का सारांश लिखो: नगर परिषद ने कल नई योजना पारित की|इस पाठ को संक्षेप में बताओ|इस रिपोर्ट के मुख्य बिंदु क्या हैं?|इस ईमेल का सार एक वाक्य में दो
extraction> इस पाठ से सभी नाम निकालो: राम और सीता 2019 में दिल्ली गए|इस समीक्षा की भावना सकारात्मक है या नकारात्मक?|गद्यांश के अनुसार कंपनी किसने बनाई?|नीचे दिए अनुच्छेद से तारीखें निकालें
translation> इसका अंग्रेजी में अनुवाद करो: मुझे एक मेज चाहिए|तितली को फ्रेंच में क्या कहते हैं?|इस वाक्य का हिंदी में अनुवाद करें|"however" का हिंदी में मतलब बताओ|धन्यवाद को जापानी में कैसे कहें?
websearch> आज दिल्ली का मौसम कैसा है?|चुनाव की ताज़ा खबरें|अभी बिटकॉइन की कीमत क्या है?|कल का मैच किसने जीता?|मुंबई के लिए सस्ती उड़ानें खोजो|मेरे आसपास के रेस्टोरेंट|आज डॉलर का भाव क्या है?|वर्तमान प्रधानमंत्री कौन है?
knowledge> प्रकाश संश्लेषण क्या है?|मोना लिसा किसने बनाई?|ऑस्ट्रेलिया की राजधानी क्या है?|सापेक्षता का सिद्धांत समझाओ|आसमान नीला क्यों है?|अच्छी नींद के लिए सुझाव दो|दाल कैसे बनाएं?|वायरस और बैक्टीरिया में अंतर बताइए|द्वितीय विश्व युद्ध कब समाप्त हुआ?
roleplay> तुम एक समुद्री डाकू की तरह बात करो|तुम एक जासूस हो, मेरे साथ केस सुलझाओ|मान लो कि तुम राजा हो और मैं दूत|आप एक डॉक्टर की भूमिका निभाइए|चाणक्य बनकर मुझे सलाह दो
chat> नमस्ते, आप कैसे हैं?|धन्यवाद, आप बहुत अच्छे हैं|एक चुटकुला सुनाओ|मैं बोर हो रहा हूँ|क्या तुम रोबोट हो?|शुभ रात्रि|तुम्हारा नाम क्या है?|मैं आज दुखी हूँ
image_gen> टोपी पहने बिल्ली का चित्र बनाओ|बादलों में महल की तस्वीर बनाओ|मेरे कैफे के लिए लोगो बनाओ|जंगल की पेंटिंग बनाओ`,
  ru: `
code> Напиши функцию на Python, которая разворачивает список|Как отсортировать массив в JavaScript?|Исправь ошибку в этом коде|Напиши SQL запрос, который считает заказы по месяцам|Что делает этот код?|Напиши скрипт на bash
math> Сколько будет 25 умножить на 17?|Реши уравнение 3x + 5 = 20|Вычисли площадь треугольника с основанием 8 и высотой 5|У Пети 12 яблок, он отдал 5. Сколько осталось?|Найди производную x^3|Сколько будет 15 процентов от 200?
reasoning> Аня выше Бори, Боря выше Веры. Кто самый низкий?|Какое следующее число: 2, 4, 8, 16?|Отгадай загадку: зубы есть, а не кусает|Если все A это B и все B это C, следует ли что все A это C?|Что лишнее: собака, кошка, стол, лошадь?
writing> Напиши стихотворение о море|Напиши письмо начальнику|Придумай сказку про дракона|Напиши эссе о свободе|Придумай слоган для пекарни|Перепиши это предложение более формально
summarization> Кратко изложи следующий текст: городской совет вчера принял новый план|Сделай краткое содержание статьи|Выдели главное в этом тексте
extraction> Извлеки все имена из текста: Пётр и Анна поехали в Москву в 2019|Определи тональность отзыва: еда была холодной|Согласно тексту, кто основал компанию?
translation> Переведи на английский: я хочу заказать столик|Как сказать бабочка по-французски?|Переведи это предложение на немецкий|Как переводится слово however?
websearch> Какая сегодня погода в Москве?|Последние новости о выборах|Какой сейчас курс доллара?|Кто выиграл вчера матч?|Найди в интернете дешёвые билеты в Рим
knowledge> Что такое фотосинтез?|Кто написал Войну и мир?|Какая столица Австралии?|Объясни теорию относительности|Почему небо голубое?|Как лучше спать?|Рецепт борща
roleplay> Представь, что ты пират, и расскажи о приключениях|Ты детектив двадцатых годов|Давай сыграем в ролевую игру: ты король, я гонец|Веди себя как рекрутер
chat> Привет, как дела?|Спасибо большое|Расскажи анекдот|Мне скучно|Ты робот?|Спокойной ночи|Как тебя зовут?
image_gen> Нарисуй кота в шляпе|Сгенерируй изображение замка в облаках|Сделай логотип для кафе|Нарисуй лес акварелью`,
  ko: `
code> 리스트를 뒤집는 파이썬 함수를 작성해줘|이 코드의 버그를 고쳐줘|월별 주문 수를 세는 SQL 쿼리를 써줘|이 코드가 무엇을 하나요?
math> 25 곱하기 17은 얼마야?|방정식 3x+5=20을 풀어줘|삼각형의 넓이를 계산해줘|200의 15퍼센트는?
reasoning> 철수는 영희보다 크고 영희는 민수보다 크다. 누가 가장 작은가?|다음 숫자는 무엇인가: 2, 4, 8, 16|이 수수께끼를 풀어봐
writing> 바다에 대한 시를 써줘|상사에게 보낼 이메일을 작성해줘|용에 대한 이야기를 써줘|이 문장을 더 공손하게 고쳐줘
summarization> 다음 글을 요약해줘|이 기사를 한 문장으로 요약해줘|핵심 내용을 정리해줘
extraction> 다음 글에서 이름을 모두 추출해줘|이 리뷰의 감정을 분류해줘: 긍정 또는 부정
translation> 영어로 번역해줘: 자리를 예약하고 싶어요|나비를 프랑스어로 어떻게 말해?|이 문장을 독일어로 번역해줘
websearch> 오늘 서울 날씨 어때?|최신 뉴스 알려줘|지금 비트코인 가격은?|어제 경기 누가 이겼어?|근처 맛집 추천해줘
knowledge> 광합성이 뭐야?|모나리자는 누가 그렸어?|호주의 수도는 어디야?|하늘은 왜 파란색이야?|김치찌개 만드는 방법
roleplay> 해적처럼 말해줘|너는 탐정이야. 사건을 해결하자|역할극을 하자. 너는 왕이고 나는 사신이야
chat> 안녕, 잘 지내?|고마워|농담 하나 해줘|심심해|너 로봇이야?
image_gen> 모자를 쓴 고양이를 그려줘|구름 속의 성 이미지를 만들어줘|카페 로고를 디자인해줘`,
  ar: `
code> اكتب دالة بلغة بايثون تعكس قائمة|أصلح الخطأ في هذا الكود|اكتب استعلام SQL
math> كم يساوي 25 ضرب 17؟|حل المعادلة 3x + 5 = 20|احسب مساحة المثلث
reasoning> أحمد أطول من علي وعلي أطول من سمير. من الأقصر؟|ما العدد التالي: 2، 4، 8، 16؟|حل هذا اللغز
writing> اكتب قصيدة عن البحر|اكتب رسالة إلى مديري|اكتب قصة عن تنين
summarization> لخص النص التالي|أعطني ملخص هذا المقال
extraction> استخرج جميع الأسماء من النص التالي|صنف مشاعر هذا التعليق
translation> ترجم إلى الإنجليزية: أريد حجز طاولة|كيف أقول شكرا بالفرنسية؟|ترجمة هذه الجملة
websearch> كيف الطقس اليوم في القاهرة؟|آخر الأخبار|كم سعر الدولار اليوم؟|من فاز في مباراة أمس؟
knowledge> ما هو التمثيل الضوئي؟|من رسم الموناليزا؟|ما هي عاصمة أستراليا؟|لماذا السماء زرقاء؟
roleplay> تصرف كقرصان واحك مغامراتك|أنت محقق، ساعدني في القضية|تظاهر أنك جدتي
chat> مرحبا كيف حالك؟|شكرا جزيلا|احك لي نكتة|أنا حزين اليوم
image_gen> ارسم قطة بقبعة|أنشئ صورة لقلعة في السحاب|صمم شعارا لمقهى`,
};

/** The prompts of one language, with their tasks. */
export function languagePrompts(language: string): readonly { readonly task: Task; readonly prompt: string }[] {
  return OTHER_LANGUAGES[language]!.trim()
    .split("\n")
    .flatMap((line) => {
      const [task, prompts] = line.split("> ", 2) as [Task, string];
      return prompts.split("|").map((prompt) => ({ task, prompt: prompt.trim() }));
    });
}
