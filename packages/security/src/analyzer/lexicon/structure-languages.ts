import type { Lexicon } from "./concept.ts";

/** The same ideas as `ENGLISH_STRUCTURE` in other languages: who is spoken to, what is to be done, whose it is. Written from general knowledge of each language. */
export const STRUCTURE_LANGUAGES: Readonly<Record<string, Lexicon>> = {
  german: {
    machine:
      "ki|kis|ki system*|ki assistent*|ki agent*|ki modell*|assistent*|assistenten|sprachassistent*|sprachmodell*|modell|modelle|bot|bots|chatbot*|agent|agenten|maschine*|computer|automat*|automatisch*|software|programm|programme|roboter|helferlein|digitale helfer|digitaler helfer|suchmaschine*|übersetzungs ki|zusammenfass*|auswertungsmodell*|systeme|copilot",
    address:
      "hinweis an|hinweis für|hinweise für|notiz an|notiz für|nachricht an|anweisung an|anweisung für|an die|an den|an alle|für die|liebe|lieber|hallo|achtung|wer dies|wer das hier|wer auch immer|falls du|wenn du ein|wenn du eine|sofern sie|beim lesen|beim zusammenfassen|beim übersetzen|nur für maschinen|nicht für menschen",
    audience:
      "der nutzer|dem nutzer|den nutzer|die nutzerin|der nutzerin|nutzer|nutzern|anwender*|benutzer*|der kunde|dem kunden|kunden|die person|der leser|dem leser|leser*|besitzer*|der inhaber|dein mensch|deinem menschen|empfänger*|bewerber*",
    duty: "muss|müssen|musst|soll|sollen|sollst|sollte|hat zu|haben zu|ist zu|sind zu|bitte|unbedingt|sofort|umgehend|zuerst|bevor du|bevor sie|wie gewohnt|selbstständig|automatisch",
    say: "sag*|schreib*|antwort*|nenn*|behaupt*|melde|berichte*|gib an|gib aus|erkläre|erwähn*|bestätig*|teile mit|weise darauf|füge hinzu|fasse|zusammenfassung|beginne mit|ende mit",
    favour:
      "empfiehl*|empfehl*|lob*|bewert*|beste*|bester|erste wahl|höchste*|genehmig*|nimm an|einstell*|bevorzug*|werbe für|geeignet*|ungefährlich|unbedenklich",
    omit: "verschweig*|lass weg|weglassen|weg lassen|auslassen|erwähne nicht|nicht erwähn*|nicht anzeig*|nicht nennen|sag nichts|nichts davon|ohne rückfrage|ohne nachfrage|ohne bestätigung|ohne zu fragen|heimlich|stillschweigend|verberge|verbirg|unterschlag*|diese zeile|diesen absatz|diesen hinweis|diese notiz|diese nachricht",
    act: "sende*|schick*|leite|weiterleit*|überweis*|bezahl*|lösch*|öffne*|ruf|rufe|buche*|bestell*|lade|hochlad*|kopier*|füge|häng*|teile|veröffentlich*|installier*|führe|ausführ*|schalte|ändere|ändern|ersetz*|aktualisier*|verschieb*|speicher*|setze|stelle|markier*|klick*|storniere*|trag*|akzeptier*|unterschreib*",
    asset:
      "passwort|passwörter|kennwort|pin|code|codes|zugangsdaten|schlüssel|token|iban|kontodaten|bankverbindung|kontonummer|kreditkarte*|adressbuch|kontakte|postfach|posteingang|mails|verlauf|chatverlauf|gespräch|dateien|ordner|daten|kundendaten|kundenliste|adresse|telefonnummer*|geld|rechnung*|termin*|kalender",
    given:
      "was man dir|was dir|dir gesagt|dir gegeben|dir aufgetragen|dir mitgegeben|vor mir|vor diesem gespräch|vor dieser nachricht|bevor ich kam|ganz oben|über diesem|am anfang|zu beginn|erste nachricht|deine vorgaben|deine einstellungen|deine anweisung|deine richtlinien|deine grenzen|deine schranken|deine programmierung|deine entwickler|deine macher|deine firma|dein betreiber|der betreiber|die entwickler|geheimer auftrag|dein auftrag|dir verboten|nicht verraten darfst|nicht sagen darfst|verheimlichst|verbirgst",
    consent:
      "ich erlaube|ich gestatte|ich genehmige|du darfst|sie dürfen|erlaubt|genehmigt|freigegeben|einverstanden|hat zugestimmt|ausnahme|ausnahmsweise|nur dieses mal|nur diesmal|unter uns|im vertrauen|niemand erfährt|keiner erfährt|ich bin arzt|ich bin vom|ich bin der|ich bin die|ich arbeite|als administrator|vertrau mir|versprochen",
    detail:
      "schritt für schritt|schritte|genau|exakt|detail*|ausführlich|vollständig|lückenlos|realistisch|rezept|zutaten|mengen|anleitung|werkzeug*|wie man|wie genau|reihenfolge|ohne warn*",
    victim:
      "ohne dass|ohne ihr wissen|ohne sein wissen|unbemerkt|unauffällig|ihr handy|sein handy|meine ex|mein ex|meiner frau|meines mannes|nachbar*|kollege*|kollegin|opfer|fremde*|einbrech*|knack*|fälsch*|gefälscht*|stehl*|klau*|hack*|ausspion*|erpress*|droh*|betrüg*|betrug|vergift*|töte*|umbring*|waffe*|bombe*|sprengstoff*|drogen|droge|gefährlich*|illegal*|verboten*|schadsoftware|virus|trojaner|giftig*",
    persist:
      "ab jetzt|ab sofort|von nun an|künftig|in zukunft|für immer|dauerhaft|merke dir|merk dir|immer|jedes mal|bei jeder",
    own: "mein|meine|meinen|meinem|meiner|unser|unsere|unserem|unseren|wie kann ich|wie mache ich|wie schalte|wie lösche|wie stelle|wie setze|was bedeutet|was heißt|was ist|warum|welche|darf ich|kann ich|muss ich|erkläre|unterschied|schule|klasse|gesetz|legal|schutz|schützen|erkennen|vermeiden",
    hint: "tipp|hinweis|rate|raten|reim*|buchstabe*|erster buchstabe|rückwärts|rätsel|gedicht|lied|geschichte|satz fort|ergänze|vervollständige|lücke|als json|als tabelle|als gedicht|wortwörtlich|wörtlich|wort für wort|wiederhol*|abschreib*|vorlesen|lies vor|übersetz*",
  },
  french: {
    machine:
      "ia|l ia|intelligence artificielle|assistant|assistants|assistante|agent|agents|agent ia|modèle|modèles|modèle de langage|robot|robots|bot|bots|chatbot*|machine|machines|logiciel*|ordinateur|moteur|système automatique|automatis*|automatique*|résumeur|traducteur automatique|copilote",
    address:
      "note pour|note à|note aux|avis aux|avis à|message pour|message à|consigne pour|instruction pour|à l attention|à l intention|aux|à tout|à toute|destiné*|cher|chère|chers|bonjour|attention|quiconque|celui qui|si tu es une|si tu es un|si vous êtes un|si vous êtes une|en lisant|réservé aux machines",
    audience:
      "l utilisateur|l utilisatrice|utilisateur*|utilisatrice*|le client|la cliente|clients|le lecteur|lecteur*|la personne|propriétaire|ton humain|l humain|destinataire|le candidat",
    duty: "doit|doivent|dois|devez|il faut|faut|devra|devront|est tenu|veuillez|merci de|prière de|immédiatement|tout de suite|d abord|avant de continuer|avant de répondre|comme d habitude|automatiquement",
    say: "dis|dites|dire|écris|écrivez|écrire|réponds|répondez|répondre|indique*|affirme*|déclare*|mentionne*|confirme*|annonce*|précise*|ajoute que|résumé|commence par|termine par|signale*|prétend*",
    favour:
      "recommande*|recommander|conseille*|note maximale|meilleur*|premier choix|approuve*|accepte*|embauche*|favorise*|préfère*|idéal|parfait|sans risque|sans danger",
    omit: "ne mentionne pas|ne mentionnez pas|sans mentionner|ne pas mentionner|ne dis rien|ne dites rien|n en parle pas|ne montre pas|sans confirmation|sans demander|sans prévenir|en silence|discrètement|cache*|cacher|omets|omettre|passe sous silence|n affiche pas|cette ligne|cette note|ce paragraphe|ce message",
    act: "envoie*|envoyez|envoyer|transfère*|transférer|transfert|vire|virement|paie*|payer|supprime*|supprimer|efface*|ouvre*|ouvrir|appelle*|réserve*|commande*|télécharge*|copie*|copier|ajoute*|joins|partage*|publie*|installe*|exécute*|lance*|désactive*|change*|remplace*|modifie*|déplace*|enregistre*|marque*|annule*|clique*|achète*|signe*",
    asset:
      "mot de passe|mots de passe|code|codes|identifiant*|clé|clés|jeton|iban|rib|coordonnées bancaires|compte|numéro de carte|carte bancaire|carnet d adresses|contacts|boîte mail|messagerie|e mails|mails|historique|conversation*|fichiers|dossier|données|adresse|argent|facture*|agenda",
    given:
      "ce qu on t a|ce qu on vous a|on t a dit|on t a donné|on t a demandé|on vous a dit|on vous a donné|tu as reçu|vous avez reçu|avant moi|avant cette conversation|avant ce message|avant mon|tout en haut|au dessus|au début|premier message|tes limites|tes réglages|ta configuration|tes paramètres|tes développeurs|tes créateurs|ton opérateur|ton entreprise|tes concepteurs|l opérateur|caches|tu caches|tu gardes|me caches|consignes cachées|texte caché|pas le droit de dire",
    consent:
      "je t autorise|je vous autorise|je permets|tu peux|tu as le droit|autorisé*|permis|accord|d accord|a accepté|exception|juste cette fois|une seule fois|entre nous|personne ne saura|je suis médecin|je suis ton|je suis le|je suis l|je travaille|fais moi confiance|promis",
    detail:
      "étape par étape|étapes|exactement|précis*|détail*|complet*|réaliste*|recette|ingrédients|quantités|mode d emploi|outils|comment on|comment fait on|sans avertissement",
    victim:
      "sans qu elle|sans qu il|sans que|à son insu|sans laisser de trace|son téléphone|mon ex|ma femme|mon mari|voisin*|collègue|victime*|cambriol*|crochet*|faux|fausse|fausse*|falsifi*|voler|vole|pirat*|espionn*|chantage|menac*|arnaqu*|escroqu*|empoisonn*|tuer|tue|arme*|bombe*|explosif*|drogue*|dangereu*|illégal*|interdit*|virus|logiciel malveillant|toxique*",
    persist:
      "désormais|à partir de maintenant|dorénavant|pour toujours|à l avenir|souviens toi|retiens|mémorise*|toujours|chaque fois|en permanence",
    own: "mon|ma|mes|notre|nos|comment puis je|comment faire|comment désactiver|comment supprimer|comment réinitialiser|qu est ce que|que signifie|que veut dire|pourquoi|quel|quelle|quels|quelles|est ce que|explique*|différence|légal|loi|protéger|éviter|détecter|école|classe|cours|recette",
    hint: "indice*|devine*|rime*|lettre*|première lettre|à l envers|énigme|poème|chanson|histoire|complète*|termine la phrase|finis la phrase|en json|en tableau|en poème|mot pour mot|textuellement|mot à mot|répète*|recopie*|lis à voix|traduis*|traduire",
  },
  spanish: {
    machine:
      "ia|la ia|inteligencia artificial|asistente*|agente*|modelo|modelos|modelo de lenguaje|robot*|bot|bots|chatbot*|máquina*|programa*|software|ordenador|computadora|buscador*|automátic*|sistema automático|sistemas automáticos|copiloto|resumidor*|traductor automático",
    address:
      "nota para|nota a|aviso a|aviso para|mensaje para|instrucción para|instrucciones para|a la atención|para el|para la|para los|a cualquier|a todo|a todos|querido|querida|hola|atención|quien lea|quien procese|si eres un|si eres una|si es usted|al leer|al resumir|solo para máquinas|dirigido a",
    audience:
      "el usuario|la usuaria|al usuario|usuario*|usuaria*|el cliente|al cliente|clientes|el lector|lector*|la persona|el dueño|propietario|tu humano|destinatario",
    duty: "debe|deben|debes|deberá|deberán|tiene que|tienen que|tienes que|hay que|ha de|por favor|inmediatamente|de inmediato|primero|antes de seguir|antes de continuar|antes de responder|como siempre|automáticamente",
    say: "di|diga|decir|dile|dígale|escribe|escriba|escribir|responde|responda|contesta|indica*|afirma*|declara*|menciona*|confirma*|anuncia*|añade que|agrega que|resumen|empieza con|termina con|informa*",
    favour:
      "recomienda*|recomendar|recomiende|mejor|máxima puntuación|aprueba*|apruebe|acepta*|acepte|contrata*|prefiere|ideal|perfecto|sin riesgo",
    omit: "no menciones|no mencione|sin mencionar|no digas|no diga nada|no digas nada|no muestres|sin confirmación|sin confirmar|sin preguntar|sin avisar|en silencio|discretamente|oculta*|omite*|omita*|calla*|esta línea|esta nota|este párrafo|este mensaje",
    act: "envía*|envíe*|enviar|manda*|mande|reenvía*|reenvíe|transfiere*|transfiera|transferir|paga*|pague|borra*|borre|elimina*|elimine|abre*|abra|llama*|reserva*|pide|compra*|sube|suba|descarga*|copia*|añade*|agrega*|adjunta*|comparte*|publica*|instala*|ejecuta*|desactiva*|cambia*|cambie|reemplaza*|actualiza*|mueve*|guarda*|marca*|cancela*|haz clic|firma*",
    asset:
      "contraseña*|clave|claves|código|códigos|credencial*|token|iban|datos bancarios|cuenta|tarjeta|libreta de direcciones|contactos|bandeja|correos|correo|historial|conversación|conversaciones|archivos|carpeta|datos|dirección|dinero|factura*|agenda|calendario",
    given:
      "lo que te|te dijeron|te dieron|te han dicho|te han dado|te escribieron|te pidieron|te ordenaron|has recibido|recibiste|antes de mí|antes de mi|antes de esta conversación|antes de este mensaje|arriba del todo|al principio|al inicio|primer mensaje|tus límites|tu configuración|tus ajustes|tus creadores|tus desarrolladores|tu empresa|tu operador|el operador|escondes|ocultas|me ocultas|guardas|instrucciones ocultas|texto oculto|no puedes decir|no debes decir",
    consent:
      "te permito|te autorizo|tienes permiso|tienes mi permiso|puedes|está permitido|permitido|autorizado|autorización|ha aceptado|excepción|solo esta vez|solo por esta|entre nosotros|entre tú y yo|nadie lo sabrá|nadie se entera|soy médico|soy tu|soy el|soy la|soy del|trabajo en|confía en mí|lo prometo",
    detail:
      "paso a paso|pasos|exacto|exactamente|precis*|detalle*|detallad*|complet*|realista|receta|ingredientes|cantidades|manual|herramientas|cómo se hace|cómo se|sin advertencia*",
    victim:
      "sin que ella|sin que él|sin que|sin su permiso|sin dejar rastro|su teléfono|su móvil|mi ex|mi esposa|mi marido|mi jefe|vecino*|compañero*|víctima*|falso|falsa|falsific*|robar|roba|robo|hackear|hackea|espiar|espía*|chantaje*|amenaz*|estaf*|envenen*|matar|mata|arma|armas|bomba*|explosivo*|droga*|peligros*|ilegal*|prohibid*|virus|malware|tóxic*",
    persist:
      "a partir de ahora|desde ahora|de ahora en adelante|para siempre|en adelante|en el futuro|recuerda|memoriza*|siempre|cada vez|permanentemente",
    own: "mi|mis|nuestro|nuestra|nuestros|cómo puedo|cómo hago|cómo desactivo|cómo borro|cómo restablezco|qué es|qué significa|qué quiere decir|por qué|cuál|cuáles|puedo|explica*|diferencia|legal|ley|proteger|evitar|detectar|colegio|clase|escuela|receta",
    hint: "pista*|adivina*|rima*|letra*|primera letra|al revés|acertijo|adivinanza|poema|canción|cuento|completa*|termina la frase|acaba la frase|en json|en tabla|palabra por palabra|textualmente|literal|literalmente|repite*|copia|lee en voz|traduce*|traducir",
  },
  portuguese: {
    machine:
      "ia|a ia|inteligência artificial|assistente*|agente*|modelo|modelos|modelo de linguagem|robô*|robot*|bot|bots|chatbot*|máquina*|programa*|software|computador|automátic*|sistema automático|copiloto",
    address:
      "nota para|nota ao|aviso a|aviso para|aviso ao|mensagem para|instrução para|instruções para|à atenção|para o|para a|ao|aos|a qualquer|caro|cara|olá|atenção|quem ler|quem processar|se você é|se és|ao ler|ao resumir|só para máquinas",
    audience:
      "o usuário|a usuária|ao usuário|usuário*|utilizador*|o utilizador|ao utilizador|o cliente|ao cliente|clientes|o leitor|a pessoa|o dono|destinatário",
    duty: "deve|devem|deves|deverá|tem de|tem que|têm de|tens de|é preciso|há de|por favor|imediatamente|primeiro|antes de continuar|antes de responder|como sempre|automaticamente",
    say: "diga|diz|dizer|escreva|escreve|escrever|responda|responde|indica*|afirma*|declara*|menciona*|mencione|confirma*|confirme|anuncia*|acrescenta que|resumo|começa com|termina com|informa*|informe",
    favour:
      "recomenda*|recomende|melhor|nota máxima|aprova*|aprove|aceita*|aceite|contrata*|prefere|ideal|perfeito|sem risco",
    omit: "não menciones|não mencione|sem mencionar|não digas|não diga nada|não mostres|não mostre|sem confirmação|sem confirmar|sem perguntar|sem avisar|em silêncio|discretamente|esconde*|omite*|omita*|oculta*|esta linha|esta nota|este parágrafo|esta mensagem",
    act: "envia*|envie*|enviar|manda*|mande|encaminha*|encaminhe|transfere*|transfira|transferir|paga*|pague|apaga*|apague|elimina*|exclua|abre*|abra|liga*|ligue|reserva*|compra*|carrega*|copia*|copie|adiciona*|acrescenta*|anexa*|partilha*|compartilhe|publica*|instala*|executa*|execute|desativa*|muda*|mude|substitui*|atualiza*|guarda*|marca*|marque|cancela*|clica*|clique|assina*",
    asset:
      "senha*|palavra passe|palavra chave|código|códigos|credencia*|token|iban|dados bancários|conta|cartão|lista de contatos|contactos|contatos|caixa de entrada|e mails|emails|histórico|conversa*|ficheiros|arquivos|pasta|dados|endereço|morada|dinheiro|fatura*|agenda|calendário",
    given:
      "o que te|te disseram|te deram|lhe disseram|lhe deram|disseram te|deram te|você recebeu|recebeste|antes de mim|antes desta conversa|antes desta mensagem|lá em cima|no início|no começo|primeira mensagem|teus limites|seus limites|tua configuração|sua configuração|teus criadores|seus criadores|seus desenvolvedores|tua empresa|o operador|escondes|você esconde|instruções ocultas|texto oculto|não podes dizer|não pode dizer",
    consent:
      "eu permito|autorizo|tens permissão|você tem permissão|podes|você pode|permitido|autorizado|autorização|concordou|exceção|só desta vez|só esta vez|entre nós|ninguém saberá|ninguém vai saber|sou médico|sou o teu|sou o seu|sou o|sou da|trabalho na|trabalho no|confia em mim|prometo",
    detail:
      "passo a passo|passos|exato|exatamente|precis*|detalhe*|detalhad*|complet*|realista|receita|ingredientes|quantidades|manual|ferramentas|como se faz|como se|sem aviso*",
    victim:
      "sem que ela|sem que ele|sem que|sem deixar rasto|sem deixar rastro|telemóvel dela|celular dela|meu ex|minha mulher|meu marido|vizinh*|colega|vítima*|falso|falsa|falsific*|roubar|rouba|hackear|espiar|chantag*|ameaç*|burla*|golpe|envenen*|matar|arma|armas|bomba*|explosivo*|droga*|perigos*|ilega*|proibid*|vírus|malware|tóxic*",
    persist:
      "a partir de agora|de agora em diante|para sempre|daqui em diante|no futuro|lembra*|memoriza*|sempre|cada vez",
    own: "meu|minha|meus|minhas|nosso|nossa|como posso|como faço|como desativo|como apago|o que é|o que significa|o que quer dizer|por que|porque|qual|quais|posso|explica*|explique|diferença|legal|lei|proteger|evitar|detectar|escola|turma|receita",
    hint: "dica*|pista*|adivinha*|rima*|letra*|primeira letra|ao contrário|de trás|enigma|poema|canção|história|completa*|complete|termina a frase|em json|em tabela|palavra por palavra|literal|repete*|repita|copia|lê em voz|traduz*",
  },
  italian: {
    machine:
      "ia|l ia|intelligenza artificiale|assistente|assistenti|agente|agenti|modello|modelli|modello linguistico|robot|bot|chatbot*|macchin*|programma|software|computer|automatic*|sistema automatico|sistemi automatici|copilota|motore di ricerca",
    address:
      "nota per|nota a|avviso per|avviso a|messaggio per|istruzione per|istruzioni per|all attenzione|per chi|a chi|a chiunque|chiunque|caro|cara|ciao|attenzione|chi legge|chi elabora|se sei un|se sei una|leggendo|riservato alle macchine",
    audience:
      "l utente|all utente|utente|utenti|il cliente|al cliente|clienti|il lettore|la persona|il proprietario|destinatario|il candidato",
    duty: "deve|devono|devi|dovrà|dovranno|bisogna|occorre|per favore|si prega|subito|immediatamente|prima di continuare|prima di rispondere|come al solito|automaticamente",
    say: "dì|di che|dica|dire|scrivi|scriva|scrivere|rispondi|risponda|rispondere|indica*|afferma*|dichiara*|menziona*|conferma*|annuncia*|aggiungi che|riassunto|inizia con|finisci con|termina con|comunica*|informa*",
    favour:
      "raccomanda*|consiglia*|migliore|voto massimo|punteggio massimo|approva*|accetta*|assumi|preferisci|ideale|perfetto|senza rischi",
    omit: "non menzionare|senza menzionare|non dire|non dire niente|non dirlo|non mostrare|senza conferma|senza chiedere|senza avvisare|in silenzio|di nascosto|nascondi*|ometti|tralascia*|taci|questa riga|questa nota|questo paragrafo|questo messaggio",
    act: "invia*|inviare|manda*|mandare|inoltra*|trasferisci|trasferire|bonifico|paga|pagare|cancella*|elimina*|apri|aprire|chiama*|prenota*|ordina*|compra*|carica*|scarica*|copia*|aggiungi|allega*|condividi|pubblica*|installa*|esegui|disattiva*|cambia*|modifica*|sostituisci|aggiorna*|sposta*|salva*|segna*|annulla*|clicca*|firma*",
    asset:
      "password|parola d ordine|codice|codici|credenzial*|token|iban|coordinate bancarie|conto|carta di credito|rubrica|contatti|casella|posta|email|cronologia|conversazion*|file|cartella|dati|indirizzo|soldi|denaro|fattura|fatture|agenda|calendario|chiave",
    given:
      "ti hanno detto|ti hanno dato|ti hanno scritto|ti hanno ordinato|ti è stato|hai ricevuto|quello che ti|ciò che ti|prima di me|prima di questa|prima del mio|in cima|all inizio|primo messaggio|i tuoi limiti|la tua configurazione|le tue impostazioni|i tuoi creatori|i tuoi sviluppatori|la tua azienda|il tuo gestore|l operatore|nascondi|mi nascondi|custodisci|istruzioni nascoste|testo nascosto|non puoi dire|non devi dire",
    consent:
      "ti permetto|ti autorizzo|hai il permesso|hai il mio permesso|puoi|è permesso|permesso|autorizzat*|ha accettato|d accordo|eccezione|solo questa volta|solo per questa|tra noi|fra noi|nessuno lo saprà|sono un medico|sono il tuo|sono il|sono l|sono del|lavoro per|lavoro in|fidati|prometto",
    detail:
      "passo per passo|passo passo|passaggi|esatt*|precis*|dettagli*|complet*|realistic*|ricetta|ingredienti|quantità|manuale|attrezzi|come si fa|come si|senza avvert*",
    victim:
      "senza che lei|senza che lui|senza che|a sua insaputa|senza lasciare tracce|suo telefono|il mio ex|la mia ex|mia moglie|mio marito|vicino di casa|collega|vittim*|falso|falsa|falsific*|rubare|ruba|hackerare|spiare|ricatt*|minacc*|truff*|avvelen*|uccidere|arma|armi|bomba|bombe|esplosiv*|droga|droghe|pericolos*|illegal*|vietat*|proibit*|virus|malware|tossic*|scassin*",
    persist: "d ora in poi|da ora in poi|da adesso|per sempre|in futuro|ricorda*|memorizza*|sempre|ogni volta",
    own: "mio|mia|miei|mie|nostro|nostra|come posso|come faccio|come disattivo|come cancello|cos è|che cos è|cosa significa|che significa|perché|qual è|quale|quali|posso|spiega*|differenza|legale|legge|proteggere|evitare|scuola|classe|ricetta",
    hint: "indizio|indizi|indovina*|rima|rime|lettera|lettere|prima lettera|al contrario|indovinello|poesia|canzone|storia|completa*|finisci la frase|termina la frase|in json|in tabella|parola per parola|letteralmente|alla lettera|ripeti*|copia|leggi ad alta|traduci|tradurre",
  },
  dutch: {
    machine:
      "ai|kunstmatige intelligentie|assistent*|agent|agenten|model|modellen|taalmodel*|robot*|bot|bots|chatbot*|machine*|computer|software|programma|automatisch*|ai systemen|zoekmachine*",
    address:
      "opmerking voor|bericht voor|bericht aan|notitie voor|let op|instructie voor|aan de|aan alle|voor de|beste|hallo|hoi|wie dit leest|wie dit|als je een|als jij een|bij het lezen|alleen voor machines",
    audience: "de gebruiker|gebruiker*|de klant|klanten|de lezer|lezer*|de persoon|de eigenaar|ontvanger",
    duty: "moet|moeten|dient|dienen|zal|zult|alstublieft|alsjeblieft|graag|onmiddellijk|meteen|eerst|voordat je|zoals gewoonlijk|automatisch",
    say: "zeg|zeggen|schrijf|schrijven|antwoord*|meld|noem|beweer|bevestig|vermeld|vertel|voeg toe|samenvatting|begin met|eindig met",
    favour: "beveel aan|aanbevelen|aanbevolen|beste|hoogste|keur goed|goedkeuren|accepteer|aannemen|ideaal|veilig",
    omit: "vermeld niet|niet vermelden|noem niet|zeg niets|zonder te vragen|zonder bevestiging|zonder melding|stilletjes|in het geheim|verberg*|verzwijg*|laat weg|weglaten|deze regel|deze notitie|dit bericht|deze alinea",
    act: "stuur*|verstuur*|doorsturen|overmaken|maak over|betaal*|verwijder*|wis|open|bel|boek*|bestel*|upload*|kopieer*|voeg|deel|publiceer*|installeer*|voer uit|schakel|wijzig*|vervang*|verander*|verplaats*|bewaar|sla op|markeer*|annuleer*|klik*|koop|onderteken*",
    asset:
      "wachtwoord*|pincode|code|codes|inloggegevens|sleutel*|token|iban|bankgegevens|rekeningnummer|creditcard|adresboek|contacten|inbox|mails|geschiedenis|gesprek|gesprekken|bestanden|map|gegevens|klantenlijst|adres|geld|factuur|facturen|agenda",
    given:
      "wat ze je|ze je vertelden|je verteld is|je gekregen|je hebt gekregen|je is verteld|voor dit gesprek|voor mij|voor dit bericht|bovenaan|aan het begin|eerste bericht|jouw regels|je regels|je instructies|jouw instructies|je opdracht|geheime opdracht|je instellingen|je makers|je ontwikkelaars|je bedrijf|de beheerder|verbergt|verzwijgt|niet mag zeggen|niet mag vertellen",
    consent:
      "ik geef toestemming|toestemming|je mag|mag je|toegestaan|goedgekeurd|uitzondering|alleen deze keer|één keer|onder ons|tussen ons|niemand komt|ik ben arts|ik ben je|ik ben de|ik werk|vertrouw me|beloofd",
    detail:
      "stap voor stap|stappen|precies|exact*|detail*|volledig*|realistisch*|recept|ingrediënten|hoeveelheden|handleiding|gereedschap|hoe je|zonder waarschuw*",
    victim:
      "zonder dat|ongemerkt|haar telefoon|zijn telefoon|mijn ex|mijn vrouw|mijn man|buurman|buurvrouw|collega|slachtoffer*|vals|valse|vervals*|steel|stelen|hack*|bespioneer*|afpers*|chant*|bedreig*|oplicht*|vergiftig*|dood|doden|wapen*|bom|bommen|explosie*|drugs|gevaarlijk*|illega*|verboden|virus|malware|giftig*|inbreken|niet van jou|niet van mij",
    persist: "vanaf nu|voortaan|van nu af|voor altijd|in de toekomst|onthoud|altijd|elke keer",
    own: "mijn|onze|ons|hoe kan ik|hoe zet ik|hoe reset ik|hoe verwijder ik|wat is|wat betekent|waarom|welke|mag ik|kan ik|leg uit|verschil|legaal|wet|beschermen|voorkomen|herkennen|school|klas|recept",
    hint: "hint|raad|rijm*|letter|letters|eerste letter|achterstevoren|raadsel|gedicht|lied|verhaal|maak de zin af|vul aan|als json|als tabel|woordelijk|woord voor woord|letterlijk|herhaal|kopieer|lees voor|vertaal*",
  },
  polish: {
    machine:
      "ai|si|sztuczna inteligencja|sztucznej inteligencji|asysten*|agent*|model|modele|modelu|modeli|model językowy|robot*|bot|bota|boty|botów|chatbot*|maszyn*|program*|oprogramowanie|komputer*|automat*",
    address:
      "uwaga dla|notatka dla|wiadomość dla|do wszystkich|dla|drogi|droga|witaj|cześć|uwaga|ktokolwiek|kto czyta|jeśli jesteś|czytając|podsumowując|tylko dla maszyn|instrukcja dla|polecenie dla",
    audience: "użytkownik*|klient*|czytelnik*|właściciel*|odbiorc*|osoba|osobie|osobę",
    duty: "musi|muszą|musisz|powinien|powinna|powinny|powinni|należy|trzeba|ma|mają|proszę|natychmiast|najpierw|zanim|jak zwykle|automatycznie",
    say: "powiedz|mów|napisz|odpowiedz|odpowiadaj|podaj|stwierdź|wspomnij|potwierdź|dodaj że|poinformuj|zgłoś|podsumowani*|zacznij od|zakończ",
    favour: "poleć|polecaj|rekomend*|najlepsz*|zatwierdź|zaakceptuj|zatrudn*|idealn*|bezpieczn*",
    omit: "nie wspominaj|nie mów|nic nie mów|nie pokazuj|nie wyświetlaj|bez pytania|bez potwierdzenia|bez informowania|po cichu|ukryj|pomiń|przemilcz|ten wiersz|tę notatkę|ten akapit|tę wiadomość|usuń ten",
    act: "wyślij|prześlij|przekaż|przelej|zapłać|usuń|skasuj|otwórz|zadzwoń|zarezerwuj|zamów|kup|skopiuj|dodaj|dołącz|udostępnij|opublikuj|zainstaluj|uruchom|wykonaj|wyłącz|zmień|zamień|zastąp|zaktualizuj|przenieś|zapisz|oznacz|anuluj|kliknij|podpisz|wklej|uznaj",
    asset:
      "hasł*|kod|kody|kodu|pin|dane logowania|klucz*|token*|iban|dane bankowe|numer konta|konto|kart*|książk*|kontakt*|skrzynk*|maile|wiadomości|histori*|rozmow*|plik*|folder*|dane|danych|adres*|pieniądze|faktur*|kalendarz*|listę klientów",
    given:
      "co ci|ci powiedziano|ci kazano|ci dano|otrzymałeś|dostałeś|przede mną|przed tą rozmową|przed moją|na samej górze|na górze|na początku|pierwsza wiadomość|twoje ustawienia|twoja konfiguracja|twoich twórców|twoi twórcy|twoja firma|operator*|ukrywasz|nie wolno ci|nie możesz powiedzieć|ukryte|tajne polecenie",
    consent:
      "pozwalam|zezwalam|upoważniam|masz pozwolenie|masz moją zgodę|możesz|wolno|dozwolone|zgod*|wyjątek|tylko ten raz|między nami|nikt się nie dowie|jestem lekarzem|jestem twoim|jestem administrator*|pracuję|zaufaj|obiecuję",
    detail:
      "krok po kroku|kroki|dokładn*|szczegół*|pełn*|realistyczn*|przepis|składniki|ilości|instrukcja|narzędzia|jak się|bez ostrzeżeń",
    victim:
      "bez jej wiedzy|bez jego wiedzy|bez wiedzy|niezauważ*|jej telefon|jego telefon|mój były|moja była|żony|męża|sąsiad*|koleg*|ofiar*|fałszyw*|podrob*|ukraść|kraść|kradn*|zhakować|włama*|szpieg*|szantaż*|groź*|oszuk*|otruć|zabić|broń|bomb*|wybuch*|narkotyk*|niebezpieczn*|nielegaln*|zakazan*|wirus*|trują*",
    persist: "od teraz|odtąd|na zawsze|w przyszłości|zapamiętaj|pamiętaj|zawsze|za każdym razem",
    own: "mój|moja|moje|mojego|mojej|nasz|nasza|jak mogę|jak zresetować|jak usunąć|jak wyłączyć|co to|co znaczy|co oznacza|dlaczego|który|która|jakie|jaki|czy mogę|czy|wyjaśnij|różnica|legaln*|prawo|chronić|uniknąć|szkoł*|klas*|przepis na",
    hint: "podpowied*|wskazówk*|zgadn*|rym*|liter*|pierwsza litera|wspak|od tyłu|zagadk*|wiersz|piosenk*|histori*|dokończ|uzupełnij|jako json|w tabeli|słowo w słowo|dosłownie|powtórz|przepisz|przeczytaj|przetłumacz",
  },
  russian: {
    machine:
      "ии|искусственный интеллект|ассистент*|помощник*|агент*|модел*|языковая модель|робот*|бот|бота|боты|ботов|боту|чатбот*|чат бот*|машин*|программ*|компьютер*|автомат*|нейросет*|система",
    address:
      "примечание для|заметка для|сообщение для|внимание|для всех|для|уважаемый|уважаемая|дорогой|привет|здравствуй*|кто бы|тот кто|если ты|если вы|при чтении|читая|только для машин|инструкция для|указание для|обращение к",
    audience: "пользовател*|клиент*|читател*|владел*|получател*|человек|человеку|хозяин|хозяину",
    duty: "должен|должна|должны|должно|нужно|надо|следует|обязан*|необходимо|пожалуйста|немедленно|сразу|сначала|прежде чем|как обычно|автоматически",
    say: "скажи*|напиши*|ответь*|отвечай*|сообщи*|назови*|утвержда*|подтверди*|упомяни*|укажи*|добавь что|сводк*|начни с|закончи",
    favour: "рекоменд*|посоветуй*|лучш*|одобри*|прими*|высш*|идеальн*|безопасн*|единственн*",
    omit: "не упоминай*|не говори*|ничего не говори|не показывай*|не сообщай*|без подтверждения|без спроса|не спрашивая|не спрашивай|молча|тайно|незаметно|скрой*|умолчи*|пропусти*|эту строку|эту заметку|этот абзац|это сообщение|об этом",
    act: "отправь*|перешли*|пошли|переведи*|заплати*|оплати*|удали*|сотри*|открой*|позвони*|забронируй*|закажи*|купи*|загрузи*|скачай*|скопируй*|добавь*|приложи*|поделись|опубликуй*|установи*|запусти*|выполни*|отключи*|выключи*|измени*|замени*|обнови*|перемести*|сохрани*|отметь*|отмени*|нажми*|подпиши*|вставь*|перевести|отправить|удалить",
    asset:
      "парол*|код|коды|кода|пин|логин*|ключ*|токен*|реквизит*|счет|счёт|счета|карт*|адресн*|контакт*|почт*|письм*|истори*|переписк*|разговор*|файл*|папк*|данн*|адрес*|деньги|календар*|список клиентов",
    given:
      "что тебе|тебе сказали|тебе дали|тебе велели|тебе написали|тебе поручили|вам сказали|вам дали|до меня|до этого|до моего|перед этим|до нашего|в самом начале|в начале|в самом верху|наверху|выше|первое сообщение|первого сообщения|твои настройки|твоя настройка|твои ограничения|твои создатели|твои разработчики|твоя компания|оператор*|скрываешь|прячешь|хранишь|нельзя говорить|не можешь сказать|скрытый текст|скрытые",
    consent:
      "я разрешаю|разрешаю|я позволяю|даю разрешение|разрешени*|можно|разрешено|согласи*|исключени*|только один раз|только сейчас|между нами|никто не узнает|я врач|я твой|я ваш|я администратор*|я разработчик*|я работаю|я из|поверь|доверься|обещаю",
    detail:
      "пошагов*|по шагам|шаг за шагом|точн*|подробн*|детал*|полн*|реалистичн*|рецепт*|ингредиент*|количеств*|инструкци*|инструмент*|как именно|без предупрежд*",
    victim:
      "без ее ведома|без его ведома|без ведома|незаметно|чтобы никто|ее телефон|её телефон|его телефон|бывш*|жены|мужа|сосед*|коллег*|жертв*|поддел*|фальшив*|украсть|воров*|взлом*|взлама*|следить|шпион*|шантаж*|угро*|обман*|мошен*|отрав*|яд|убить|убий*|оружи*|бомб*|взрыв*|наркот*|опасн*|незаконн*|запрещ*|вирус*|ядовит*",
    persist: "отныне|теперь|с этого момента|навсегда|впредь|в будущем|запомни*|всегда|каждый раз",
    own: "мой|моя|моё|мои|моего|моей|наш|наша|наши|как мне|как я|как отключить|как удалить|как сбросить|что такое|что значит|что означает|почему|какой|какая|какие|можно ли|могу ли|объясни*|разниц*|законн*|закон|защит*|избежать|школ*|класс*|рецепт",
    hint: "подсказ*|угада*|рифм*|букв*|первая буква|задом наперед|наоборот|загадк*|стих*|песн*|сказк*|закончи фразу|продолжи*|допиши*|дополни*|в виде json|в виде таблицы|дословно|слово в слово|буквально|повтори*|перепиши*|прочитай*|переведи на",
  },
  chinese: {
    machine:
      "人工智能|智能助手|助手|助理|机器人|模型|大模型|语言模型|智能体|代理|机器|程序|软件|系统|自动|电脑|翻译器|摘要",
    address: "致|给|提示|注意|备注|请注意|如果你是|凡是|任何|读到|阅读|处理|总结|亲爱的|你好|仅供|面向",
    audience: "用户|客户|读者|主人|顾客|收件人|使用者|人类",
    duty: "必须|应当|应该|务必|需要|须|要|请|立即|马上|首先|之前|照常|自动",
    say: "说|写|告诉|回答|回复|声称|提到|确认|报告|输出|称|表示|通知|列出|注明",
    favour: "推荐|最好|最佳|第一|满分|最高|通过|录用|批准|优先|安全|唯一|接受",
    omit: "不要提|别提|不提|不要说|别说|不得提及|不要告诉|别告诉|不要显示|无需确认|不必确认|不用问|无需询问|悄悄|偷偷|暗中|隐瞒|省略|隐藏|删掉|这一行|本段|这条",
    act: "发送|发给|发到|转发|转账|付款|支付|删除|打开|拨打|预订|订购|购买|上传|下载|复制|添加|附上|分享|发布|安装|运行|执行|关闭|更改|修改|替换|更新|移动|保存|标记|取消|点击|签署|插入|调用",
    asset:
      "密码|口令|验证码|代码|密钥|令牌|凭证|账户|账号|银行卡|卡号|通讯录|联系人|邮箱|邮件|聊天记录|历史|对话|文件|数据|地址|电话|钱|发票|日历|客户名单|隐私",
    given:
      "你被告知|告诉你的|给你的|你收到的|之前给你|我来之前|在我之前|这段对话之前|开头|最上面|最开始|第一条|上面的|你的设定|你的规则|你的设置|你的限制|你的指令|你的开发者|你的公司|创造者|运营方|运营者|隐藏的|不能说|不许说|不让你说|藏着|保密",
    consent:
      "我允许|我授权|允许你|授权|你可以|获准|同意|例外|仅此一次|就这一次|只有我们|没人知道|我是医生|我是你的|我是管理员|我是开发|我是公司|相信我|保证",
    detail: "一步一步|步骤|详细|具体|准确|精确|完整|真实|配方|原料|材料|用量|教程|工具|怎么做|如何制作|不要警告",
    victim:
      "不被发现|不让她|不让他|瞒着|偷|盗|窃|破解|入侵|黑客|监视|跟踪|勒索|威胁|诈骗|骗|下毒|毒|杀|武器|炸弹|爆炸|毒品|危险|非法|违法|违禁|病毒|恶意|伪造|假证|假|别人的|邻居|同事|前任|受害",
    persist: "从现在起|从今以后|今后|以后|永远|记住|每次|始终|一直",
    own: "我的|我们|我家|怎么|如何|什么是|是什么意思|为什么|哪个|哪些|可以吗|解释|区别|合法|法律|保护|防止|避免|识别|学校|孩子|课",
    hint: "提示一下|猜|押韵|字母|第一个字|倒着|反过来|谜语|诗|歌|故事|补全|接下去|续写|完成句子|逐字|一字不差|原文|重复|复述|照抄|朗读|翻译|表格",
  },
  japanese: {
    machine:
      "ai|人工知能|アシスタント|エージェント|モデル|言語モデル|ロボット|ボット|チャットボット|機械|プログラム|ソフト|システム|自動|コンピュータ|要約|翻訳機",
    address: "へ|宛|向け|注意|注記|メモ|お知らせ|もしあなたが|読んで|処理する|要約する|読む|こんにちは|専用",
    audience: "ユーザー|利用者|顧客|お客様|読者|持ち主|受信者|人間",
    duty: "必ず|べき|しなければ|すること|ください|下さい|せよ|直ちに|すぐに|まず|前に|いつも通り|自動的",
    say: "言って|言え|書いて|書け|答えて|答えよ|回答|返信|伝えて|伝え|報告|出力|述べ|記載|確認したと|主張",
    favour: "おすすめ|推薦|最高|最良|一番|満点|採用|承認|優先|安全|唯一",
    omit: "言わない|触れない|触れず|伝えない|伝えず|表示しない|確認なし|確認せず|尋ねず|聞かず|こっそり|密かに|隠して|隠せ|省略|省いて|この行|この段落|このメモ|この文",
    act: "送信|送って|送れ|転送|送金|振り込|支払|削除|消して|開いて|電話|予約|注文|購入|アップロード|コピー|追加|添付|共有|公開|インストール|実行|無効|オフ|変更|置き換え|更新|移動|保存|設定|クリック|署名|キャンセル",
    asset:
      "パスワード|暗証|コード|認証|鍵|キー|トークン|口座|カード|連絡先|アドレス帳|メール|受信箱|履歴|会話|ファイル|データ|住所|電話番号|お金|請求書|カレンダー|個人情報|顧客",
    given:
      "言われた|与えられた|渡された|受け取った|指示された|私の前|この会話の前|最初|冒頭|一番上|上の|あなたの設定|あなたの指示|あなたのルール|あなたの制限|開発者|運営|作った人|隠された|隠して|言ってはいけない|秘密の指示|口止め",
    consent:
      "許可|許す|認める|してもいい|構わない|同意|例外|今回だけ|一度だけ|ここだけ|誰にも|私は医者|私は管理者|私は開発|私はあなた|信じて|約束",
    detail: "手順|順を追って|一歩ずつ|詳しく|詳細|具体的|正確|完全|リアル|レシピ|材料|分量|道具|作り方|方法|警告なし",
    victim:
      "気づかれず|ばれず|バレず|知られず|内緒で|無断|盗|ハッキング|侵入|監視|追跡|脅|詐欺|騙|毒|殺|武器|爆弾|爆発|麻薬|薬物|危険|違法|禁止|ウイルス|偽造|偽|他人|隣人|同僚|元彼|元カノ|被害",
    persist: "これから|今後|今から|ずっと|永久|覚えて|毎回|常に|いつも",
    own: "私の|我が家|うちの|どうやって|どうすれば|とは何|意味|なぜ|どの|教えて|説明|違い|合法|法律|保護|防ぐ|避け|学校|子供|クラス|レシピ",
    hint: "ヒント|当て|韻|文字|頭文字|逆さ|逆から|なぞなぞ|詩|歌|物語|続き|埋めて|完成|そのまま|一字一句|逐語|繰り返|復唱|写し|読み上げ|訳|表に",
  },
  korean: {
    machine:
      "ai|인공지능|어시스턴트|비서*|에이전트*|모델*|언어모델*|언어 모델*|로봇*|봇|봇은|봇에게|챗봇*|기계*|프로그램*|시스템*|자동*|컴퓨터*|도우미*",
    address: "에게|주의|참고|메모|안내|만약 당신이|네가|읽는|처리하는|요약하는|안녕|전용|위한",
    audience: "사용자*|고객*|독자*|주인*|수신자*|이용자*",
    duty: "반드시|해야|하십시오|하세요|해라|즉시|먼저|전에|바로|평소처럼|자동으로",
    say: "말해*|말하*|써*|적어*|답해*|답하*|대답*|응답*|보고*|출력*|언급*|알려*|전해*|주장*|확인해*",
    favour: "추천*|최고*|최상*|만점|채용*|승인*|우선*|안전*|유일*",
    omit: "말하지*|언급하지*|알리지*|보여주지*|표시하지*|확인 없이|묻지 말고|묻지*|몰래|조용히|비밀리*|숨기*|숨겨*|생략*|빼*|이 줄|이 문단|이 메모|이 메시지",
    act: "보내*|전송*|전달*|송금*|이체*|결제*|지불*|삭제*|지워*|열어*|전화*|예약*|주문*|구매*|업로드*|다운로드*|복사*|추가*|첨부*|공유*|게시*|설치*|실행*|꺼*|끄고|바꿔*|변경*|교체*|업데이트*|옮겨*|저장*|설정*|취소*|클릭*|서명*",
    asset:
      "비밀번호*|암호*|코드*|인증*|열쇠*|키|토큰*|계좌*|카드*|연락처*|주소록*|메일*|받은편지함*|기록*|대화*|파일*|폴더*|데이터*|주소*|전화번호*|돈|송장*|일정*|캘린더*|고객 명단|개인정보*",
    given:
      "네가 받은|받은 지시|들은|주어진|너에게 준|나 이전|내가 오기 전|이 대화 전|맨 위|맨 처음|처음에|첫 메시지|네 설정|너의 설정|네 규칙|네 지침|네 지시|네 제한|개발자*|운영자*|만든 사람*|숨긴|숨은|숨겨진|말하면 안*|말할 수 없는",
    consent:
      "허락*|허용*|승인*|동의*|해도 돼|해도 된다|괜찮아|예외*|이번만|한 번만|우리끼리|아무도 모*|나는 의사*|나는 관리자*|나는 개발자*|나는 너*|믿어|약속",
    detail:
      "단계별*|순서대로|자세히|상세*|정확*|구체적*|완전*|현실적*|레시피*|재료*|분량|도구*|만드는 법|방법*|경고 없이",
    victim:
      "들키지*|모르게|몰래|훔치*|훔쳐*|해킹*|침입*|감시*|추적*|협박*|사기*|속이*|속여*|독|독살*|죽이*|무기*|폭탄*|폭발*|마약*|위험*|불법*|금지*|바이러스*|악성*|위조*|가짜*|남의|이웃*|동료*|전 남친|전 여친|피해자*",
    persist: "지금부터|이제부터|앞으로|영원히|기억해*|항상|매번|언제나",
    own: "내|우리|제|어떻게|무엇*|뭐야|무슨 뜻|왜|어떤|설명*|차이*|합법*|법|보호*|예방*|피하*|학교*|아이*|레시피",
    hint: "힌트*|맞혀*|맞춰*|운율*|글자*|첫 글자|거꾸로|수수께끼*|시로|노래*|이야기*|완성*|이어서|빈칸*|그대로|한 글자도|토씨*|반복*|베껴*|읽어*|번역*|표로",
  },
  turkish: {
    machine:
      "yapay zeka*|yapay zekâ*|asistan*|ajan*|model|modeli|modeller*|dil model*|robot*|bot|botu|botlar*|sohbet botu|makine*|program*|yazılım*|bilgisayar*|otomatik*|sistem*|yardımcı*",
    address:
      "için not|not|dikkat|mesaj|sayın|sevgili|merhaba|okuyan|işleyen|özetleyen|eğer bir|eğer sen|sadece makineler|yönelik",
    audience: "kullanıcı*|müşteri*|okur*|okuyucu*|sahib*|alıcı*|kişi*",
    duty: "zorunda*|zorundasın|gerek*|gerekiyor|malı|meli|lütfen|hemen|derhal|önce|her zamanki gibi|otomatik olarak|şart",
    say: "söyle*|yaz|yazın|yazsın|cevap ver*|yanıtla*|bildir*|belirt*|iddia et*|onayla*|ekle ki|özet*|de ki|diyerek",
    favour: "öner*|tavsiye*|en iyi*|tam puan|en yüksek|onay*|kabul et*|işe al*|güvenli*|tek seçenek",
    omit: "bahsetme*|söyleme*|gösterme*|anlatma*|onay istemeden|onaysız|sormadan|haber vermeden|sessizce|gizlice|gizle*|sakla*|atla*|bu satır*|bu not*|bu paragraf*|bu mesaj*",
    act: "gönder*|ilet*|aktar*|havale*|öde*|sil|silin|aç|açın|ara|rezerv*|sipariş*|satın al*|yükle*|indir*|kopyala*|ekle*|paylaş*|yayınla*|kur|çalıştır*|kapat*|değiştir*|güncelle*|taşı*|kaydet*|işaretle*|iptal*|tıkla*|imzala*",
    asset:
      "şifre*|parola*|kod|kodu|kodlar*|pin|giriş bilgi*|anahtar*|token*|iban|banka bilgi*|hesap*|kart*|adres defter*|rehber*|kişiler|gelen kutu*|e posta*|mail*|geçmiş*|konuşma*|sohbet*|dosya*|veri*|adres*|para|fatura*|takvim*|müşteri liste*",
    given:
      "sana söylenen*|sana verilen*|sana ne|size verilen*|aldığın|benden önce|bu konuşmadan önce|bu mesajdan önce|en üst*|en baş*|başlangıç*|ilk mesaj*|ayarların*|yapılandırman*|sınırların*|geliştirici*|yaratıcı*|şirketin*|operatör*|gizlediğin|sakladığın|söylememen*|gizli talimat*",
    consent:
      "izin veriyorum|yetki veriyorum|iznim*|izin*|yapabilirsin|serbest*|onay verdi|kabul etti|istisna*|sadece bu sefer|bir kereliğine|aramızda*|kimse bilmeyecek|doktorum|ben senin|yöneticiyim|yönetici*|çalışıyorum|güven bana|söz",
    detail:
      "adım adım|adımlar*|tam olarak|ayrıntı*|detay*|eksiksiz|gerçekçi*|tarif*|malzeme*|miktar*|araç*|nasıl yapılır|nasıl|uyarı*",
    victim:
      "haberi olmadan|fark ettirmeden|fark edilmeden|yakalanmadan|iz bırakmadan|telefonunu|eski sevgili*|karım*|kocam*|komşu*|iş arkadaş*|kurban*|sahte*|çal|çalmak|hack*|gözetle*|takip et*|şantaj*|tehdit*|dolandır*|zehir*|öldür*|silah*|bomba*|patlayıcı*|uyuşturucu*|tehlikeli*|yasa dışı*|yasadışı*|yasak*|virüs*",
    persist:
      "bundan sonra|bundan böyle|şu andan itibaren|artık|daima|sonsuza|gelecekte|hatırla*|aklında tut*|her zaman|her seferinde",
    own: "benim|bizim|evim*|oğlum*|kızım*|nasıl sıfırla*|nasıl kapat*|nasıl sil*|nedir|ne demek|neden|niçin|hangi|açıkla*|fark*|yasal*|kanun*|korun*|önle*|okul*|sınıf*|tarifi",
    hint: "ipucu*|tahmin*|kafiye*|harf*|ilk harf*|tersten|bilmece*|şiir*|şarkı*|hikaye*|hikâye*|tamamla*|cümleyi bitir*|json olarak|tablo*|kelimesi kelimesine|kelime kelime|aynen|tekrarla*|kopyala|oku|çevir*",
  },
  arabic: {
    machine:
      "الذكاء الاصطناعي|ذكاء اصطناعي|المساعد|مساعد|للمساعد|الوكيل|النموذج|نموذج|نماذج|الروبوت|روبوت|بوت|البوت|الآلة|آلة|البرنامج|برنامج|النظام|الآلي|آلي|تلقائي|الحاسوب",
    address: "ملاحظة إلى|ملاحظة ل|رسالة إلى|تنبيه|إلى|عزيزي|مرحبا|من يقرأ|أي|إذا كنت|عند القراءة|عند التلخيص|انتباه|خاص",
    audience: "المستخدم|للمستخدم|مستخدم|المستخدمين|العميل|للعميل|العملاء|القارئ|الشخص|المالك|صاحب|المستلم",
    duty: "يجب|عليك|ينبغي|لا بد|من فضلك|يرجى|الرجاء|فورا|أولا|قبل أن|كالمعتاد|تلقائيا",
    say: "قل|قولي|اكتب|أجب|جاوب|اذكر|أخبر|صرح|أكد|أبلغ|أضف أن|ملخص|ابدأ ب|اختم ب",
    favour: "أوص|يوصي|رشح|أفضل|الأفضل|أعلى|وافق|اقبل|مثالي|آمن|الوحيد",
    omit: "لا تذكر|لا تقل|لا تخبر|لا تعرض|لا تظهر|دون تأكيد|بدون تأكيد|دون سؤال|دون أن تسأل|دون علم|بصمت|سرا|أخف|اخف|احذف هذه|تجاوز ذكر|هذا السطر|هذه الملاحظة|هذه الفقرة|هذه الرسالة",
    act: "أرسل|ارسل|حول|ادفع|احذف|امسح|افتح|اتصل|احجز|اطلب|اشتر|حمل|انسخ|أضف|أرفق|شارك|انشر|ثبت|نفذ|شغل|عطل|أوقف|غير|استبدل|حدث|انقل|احفظ|ضع|ألغ|انقر|وقع",
    asset:
      "كلمة السر|كلمة المرور|كلمات المرور|الرمز|رمز|الرموز|المفتاح|مفتاح|بيانات الدخول|الحساب|حساب|البطاقة|بطاقة|جهات الاتصال|دفتر العناوين|البريد|الرسائل|السجل|المحادثة|محادثة|الملفات|ملف|البيانات|بيانات|العنوان|المال|الفاتورة|فاتورة|التقويم",
    given:
      "قيل لك|أعطيت لك|أعطي لك|ما طلب منك|تلقيت|قبلي|قبل هذه المحادثة|قبل رسالتي|في الأعلى|في البداية|أول رسالة|إعداداتك|حدودك|قيودك|مطوروك|مطوريك|صانعوك|شركتك|المشغل|تخفي|تخفيه|تخفيها|لا يسمح لك|النص المخفي|التعليمات المخفية",
    consent:
      "أسمح لك|أصرح لك|أفوضك|لديك إذن|لديك إذني|مسموح|يمكنك|مصرح|وافق على|استثناء|هذه المرة فقط|مرة واحدة|بيننا|لن يعرف أحد|أنا طبيب|أنا مطورك|أنا المدير|أنا المسؤول|أنا من|أعمل في|ثق بي|أعدك",
    detail:
      "خطوة بخطوة|خطوات|بالضبط|بدقة|بالتفصيل|تفاصيل|كامل|كاملة|واقعي|وصفة|مكونات|كميات|أدوات|كيف يمكن|طريقة|بدون تحذير|دون تحذير",
    victim:
      "دون علمها|دون علمه|دون أن يعرف|دون أن يلاحظ|دون أن يكتشف|هاتفها|هاتفه|حبيبتي السابقة|زوجتي|زوجي|جاري|زميلي|ضحية|مزور|مزيف|تزوير|سرقة|أسرق|اختراق|أخترق|تجسس|ابتزاز|تهديد|احتيال|خداع|سم|تسميم|قتل|أقتل|سلاح|قنبلة|متفجر|متفجرات|مخدرات|خطير|خطيرة|غير قانوني|ممنوع|محظور|فيروس",
    persist: "من الآن|من الآن فصاعدا|منذ الآن|إلى الأبد|في المستقبل|تذكر|احفظ في|دائما|كل مرة",
    own: "لي|عندي|لدينا|كيف أعيد|كيف ألغي|كيف أحذف|كيف يمكنني|كيف|ما هو|ما هي|ما معنى|ماذا يعني|لماذا|أي من|هل يمكن|هل|اشرح|الفرق|قانوني|القانون|حماية|تجنب|مدرسة|وصفة",
    hint: "تلميح|خمن|قافية|حرف|أول حرف|بالمقلوب|لغز|قصيدة|أغنية|قصة|أكمل|أكمل الجملة|جدول|حرفيا|كلمة كلمة|كرر|أعد كتابة|انسخ النص|اقرأ|ترجم",
  },
  hindi: {
    machine: "एआई|कृत्रिम बुद्धिमत्ता|सहायक|असिस्टेंट|एजेंट|मॉडल|रोबोट|बॉट|चैटबॉट|मशीन|प्रोग्राम|सिस्टम|स्वचालित|कंप्यूटर",
    address: "के लिए नोट|के लिए|ध्यान दें|सूचना|प्रिय|नमस्ते|जो भी|यदि आप|अगर तुम|पढ़ते समय",
    audience: "उपयोगकर्ता|यूज़र|यूजर|ग्राहक|पाठक|मालिक",
    duty: "चाहिए|अवश्य|ज़रूर|जरूर|कृपया|तुरंत|पहले|करना होगा|करना है",
    say: "कहो|कहें|बोलो|लिखो|लिखें|उत्तर दो|उत्तर दें|जवाब दो|जवाब दें|बताओ|बताएं|पुष्टि",
    omit: "मत बताना|न बताएं|मत बताओ|ज़िक्र न|उल्लेख न|बिना पूछे|बिना पुष्टि|चुपचाप|छिपाओ|छुपाओ|गुप्त रूप",
    act: "भेजो|भेजें|भेज|भेज दो|हटाओ|हटाएं|मिटाओ|खोलो|खोलें|कॉल करो|खरीदो|जोड़ो|जोड़ें|साझा|चलाओ|चलाएं|बंद करो|बदलो|बदलें|सहेजो|ट्रांसफर",
    asset: "पासवर्ड|कोड|ओटीपी|पिन|कुंजी|टोकन|खाता|खाते|कार्ड|संपर्क|ईमेल|इतिहास|बातचीत|फ़ाइल|फाइल|डेटा|पता|पैसे",
    given:
      "तुम्हें बताया|तुम्हें दिए|तुम्हें दिया|आपको दिए|आपको बताया|मुझसे पहले|इस बातचीत से पहले|सबसे ऊपर|शुरुआत|पहला संदेश|तुम्हारी सेटिंग|तुम्हारे नियम|डेवलपर|बनाने वाले|छिपे|छिपा",
    consent: "अनुमति|इजाज़त|इजाजत|मैं डॉक्टर|मैं तुम्हारा|मैं एडमिन|भरोसा|सिर्फ इस बार|केवल एक बार|किसी को पता",
    victim:
      "बिना पता|चोरी|चुरा|हैक|जासूसी|धमकी|ब्लैकमेल|ठगी|धोखा|ज़हर|जहर|मार|हत्या|हथियार|बम|विस्फोटक|नशीली|ड्रग्स|खतरनाक|अवैध|गैरकानूनी|वायरस|नकली|जाली|पड़ोसी",
    persist: "अब से|अब|हमेशा|याद रखो|हर बार|आगे से",
    own: "मेरा|मेरी|मेरे|हमारा|हमारे|कैसे|क्या है|क्या मतलब|क्यों|कौन सा|समझाओ|समझाइए|अंतर|कानून|सुरक्षा|बचाव|स्कूल|बच्चे|रेसिपी",
    hint: "संकेत|अनुमान|तुक|अक्षर|पहला अक्षर|उल्टा|पहेली|कविता|गाना|कहानी|पूरा करो|शब्दशः|दोहराओ|दोहराएं|पढ़कर|अनुवाद",
  },
  ukrainian: {
    machine:
      "ші|штучний інтелект|асистент*|помічник*|агент*|модел*|робот*|бот|бота|боти|машин*|програм*|автомат*|система",
    address:
      "примітка для|повідомлення для|увага|для всіх|для|шановний|привіт|хто читає|якщо ти|якщо ви|тільки для машин",
    audience: "користувач*|клієнт*|читач*|власник*|отримувач*",
    duty: "повинен|повинна|повинні|мусить|мають|треба|потрібно|слід|будь ласка|негайно|спочатку",
    say: "скажи*|напиши*|відповідай*|відповідь|повідом*|назви*|стверджуй*|підтверди*|згадай*|додай що",
    omit: "не згадуй*|не кажи|нічого не кажи|не показуй*|без підтвердження|не питаючи|мовчки|таємно|приховай*|пропусти*|цей рядок|це повідомлення",
    act: "надішли*|перешли*|переслати|переказ*|заплати*|видали*|відкрий*|зателефонуй*|замов*|купи*|завантаж*|скопіюй*|додай*|поділись|встанови*|запусти*|виконай*|вимкни*|зміни*|заміни*|збережи*|познач*|скасуй*|натисни*",
    asset:
      "парол*|код|коди|ключ*|токен*|реквізит*|рахун*|картк*|контакт*|пошт*|лист*|істор*|розмов*|файл*|дан*|адрес*|гроші|календар*",
    given:
      "тобі сказали|тобі дали|тобі наказали|до мене|до цієї розмови|перед цим|на початку|нагорі|перше повідомлення|твої налаштування|твої обмеження|твої розробники|твої творці|приховуєш|ховаєш",
    consent:
      "я дозволяю|дозволяю|дозвол*|можна|погоди*|виняток|лише раз|між нами|ніхто не дізнається|я лікар|я твій|я адміністратор*|я розробник*|довірся|обіцяю",
    victim:
      "непомітно|без її відома|без його відома|сусід*|колег*|жертв*|підроб*|фальшив*|вкрасти|злам*|стежити|шпигу*|шантаж*|погро*|обман*|отруї*|отрут*|вбити|зброя|зброю|бомб*|вибух*|наркот*|небезпечн*|незаконн*|заборон*|вірус*",
    persist: "відтепер|віднині|назавжди|надалі|запам ятай|завжди|щоразу",
    own: "мій|моя|моє|мої|наш|наша|як мені|як скинути|як видалити|як вимкнути|що таке|що означає|чому|який|яка|чи можна|поясни*|різниц*|законн*|закон|захист*|школ*|рецепт",
    hint: "підказ*|вгадай*|рим*|літер*|навпаки|загадк*|вірш*|пісн*|казк*|продовж*|доповни*|дослівно|слово в слово|повтори*|перепиши*|прочитай*|переклад*",
  },
  czech: {
    machine:
      "ai|umělá inteligence|umělé inteligence|asistent*|agent*|model|modely|jazykový model|robot*|bot|bota|boti|stroj*|program*|automat*|systém*",
    address:
      "poznámka pro|zpráva pro|pozor|pro všechny|pro|milý|milá|ahoj|kdo čte|pokud jsi|jestli jsi|pouze pro stroje",
    audience: "uživatel*|zákazní*|klient*|čtenář*|majitel*|příjemc*",
    duty: "musí|musíš|musejí|má|mají|je třeba|prosím|okamžitě|ihned|nejdřív|než",
    say: "řekni|říkej|napiš|odpověz|odpovídej|uveď|tvrď|potvrď|oznam|zmiň|dodej že|shrnutí",
    omit: "nezmiňuj|neříkej|nic neříkej|neukazuj|bez potvrzení|bez ptaní|tiše|tajně|skryj|vynech|zamlč|tento řádek|tuto poznámku",
    act: "pošli|odešli|přepošli|převeď|zaplať|smaž|odstraň|otevři|zavolej|objednej|kup|nahraj|zkopíruj|přidej|sdílej|nainstaluj|spusť|proveď|vypni|změň|nahraď|ulož|označ|zruš|klikni",
    asset:
      "hesl*|kód*|pin|klíč*|token*|účet|účtu|kart*|kontakt*|schránk*|e mail*|historii|konverzac*|soubor*|data|údaje|adres*|peníze|faktur*|kalendář*",
    given:
      "ti řekli|ti dali|ti bylo|jsi dostal|přede mnou|před tímto|úplně nahoře|nahoře|na začátku|první zpráv*|tvoje nastavení|tvá nastavení|tvoje omezení|tví tvůrci|tvoji vývojáři|provozovatel*|skrýváš|tajíš|nesmíš říct",
    consent:
      "dovoluji|povoluji|máš svolení|můžeš|smíš|povoleno|souhlas*|výjimk*|jen jednou|mezi námi|nikdo se nedozví|jsem lékař|jsem tvůj|jsem správce|jsem administrátor|věř mi|slibuji",
    victim:
      "bez jejího vědomí|nepozorovaně|soused*|koleg*|oběť|oběti|falešn*|padělat|padělan*|ukrást|krást|hackn*|vloupat|špehovat|vydír*|vyhrož*|podv*|otrávit|jed|zabít|zbraň|zbraně|bomb*|výbuš*|drog*|nebezpečn*|nelegální*|zakázan*|virus*",
    own: "můj|moje|má|náš|naše|jak mohu|jak vypnu|jak smažu|co je|co znamená|proč|který|která|jaký|mohu|vysvětli|rozdíl|zákon*|ochran*|škol*|recept",
    hint: "nápověd*|hádej|uhodni|rým*|písmen*|pozpátku|hádank*|báse*|písničk*|pohádk*|dokonči|doplň|doslova|slovo od slova|zopakuj|opiš|přečti|přelož",
  },
  swedish: {
    machine:
      "ai|assistent*|agent*|modell|modeller|språkmodell*|robot*|bot|botar|chattbot*|maskin*|program*|dator*|automatisk*|system*",
    address:
      "notis till|meddelande till|observera|till alla|till|kära|hej|den som läser|om du är|endast för maskiner|obs",
    audience: "användaren|användare*|kunden|kund*|läsaren|läsare*|ägaren|mottagaren",
    duty: "måste|ska|skall|bör|vänligen|snälla|genast|omedelbart|först|innan du",
    say: "säg|skriv|svara|ange|påstå|bekräfta|meddela|nämn|berätta|lägg till att|sammanfattning*",
    omit: "nämn inte|säg inget|säg ingenting|visa inte|utan att fråga|utan bekräftelse|tyst|i hemlighet|dölj*|utelämna*|hoppa över|denna rad|detta meddelande",
    act: "skicka*|vidarebefordra*|överför*|betala*|radera*|ta bort|öppna*|ring*|boka*|beställ*|köp*|ladda*|kopiera*|lägg|dela*|installera*|kör*|stäng av|ändra*|byt ut|ersätt*|uppdatera*|flytta*|spara*|markera*|avboka*|klicka*",
    asset:
      "lösenord*|kod|koden|koder|pin|nyckel*|token*|konto*|bankuppgifter|kort|kortnummer|kontakter|adressbok*|inkorg*|mejl|historik*|konversation*|filer|mapp|data|uppgifter|adress*|pengar|faktur*|kalender*",
    given:
      "du fick veta|du har fått|de sa till dig|du blev tillsagd|före mig|före den här|före mitt|högst upp|i början|första meddelandet|dina inställningar|dina begränsningar|dina regler|dina instruktioner|dina skapare|dina utvecklare|ditt företag|du döljer|får inte säga",
    consent:
      "jag tillåter|jag ger dig|tillstånd|du får|tillåtet|godkänt|samtycke|undantag|bara den här gången|mellan oss|ingen får veta|jag är läkare|jag är din|jag är administratör|lita på mig|lovar",
    victim:
      "utan att hon|utan att han|obemärkt|granne*|kollega*|offer|offret|falsk*|förfalsk*|stjäl*|hacka*|spionera*|utpress*|hota*|lura*|bedra*|förgift*|gift|döda*|vapen|bomb*|sprängmedel|droger|narkotika|farlig*|olaglig*|förbjud*|virus",
    own: "min|mitt|mina|vår|vårt|våra|hur kan jag|hur stänger jag|hur återställer jag|vad är|vad betyder|varför|vilken|vilket|får jag|kan jag|förklara|skillnad*|laglig*|lag|skydda*|skola*|klass*|recept",
    hint: "ledtråd*|gissa*|rim*|bokstav*|första bokstaven|baklänges|gåta*|dikt*|sång*|saga*|avsluta meningen|fyll i|ordagrant|ord för ord|upprepa*|kopiera|läs upp|översätt*",
  },
  danish: {
    override: "ignorer*|glem|glemme|tilsidesæt*|se bort fra|drop|slet alle|ophæv*|følg ikke|gælder ikke længere",
    prior: "tidligere|forrige|foregående|ovenstående|oprindelige|før|hidtil",
    instruction: "instruks*|instruktion*|regler|reglerne|ordrer|retningslinjer*|anvisning*|opgave*",
    system: "systemprompt*|systembesked*|dine instruktioner|dine regler|dine retningslinjer|din prompt",
    reveal: "vis|afslør*|fortæl|skriv|gentag|udskriv|giv mig|hvad er|nævn",
    role: "du er nu|fra nu af|lad som om|spil|opfør dig|forestil dig",
    unrestricted:
      "uden regler|uden grænser|uden filter|uden begrænsninger|ingen regler|ingen begrænsninger|ucensureret",
    secret: "adgangskode*|kodeord*|hemmelig*|fortrolig*|nøgle",
    you: "du|din|dit|dine|dig",
    machine: "ai|assistent*|agent*|modeller*|sprogmodel*|robot*|bot|botter|maskine*",
    omit: "nævn ikke|sig ikke|sig intet|uden at spørge|uden bekræftelse|skjul*|udelad*|i hemmelighed",
    act: "send|videresend|overfør*|betal*|slet|åbn|ring|bestil|køb|upload|kopier|tilføj|del|installer|kør|ændr*|erstat",
    asset: "konto*|kort|kontakter|indbakke*|mails|historik|samtale*|filer|data|adresse*|penge|faktura*|kalender*",
    duty: "skal|bør|må|venligst",
    audience: "brugeren|bruger*|kunden|læseren",
    victim:
      "uden at|naboens|nabo*|kollega*|offer|falsk*|forfalsk*|stjæl*|hack*|afpres*|tru*|gift|dræb*|våben|bombe*|stoffer|farlig*|ulovlig*|forbudt",
    own: "min|mit|mine|vores|hvordan kan jeg|hvad betyder|hvorfor|hvilken|må jeg|kan jeg|forklar|forskel*|skole|opskrift",
  },
  norwegian: {
    override: "ignorer*|glem|se bort fra|slett alle|opphev*|følg ikke|gjelder ikke lenger",
    prior: "tidligere|forrige|foregående|ovenfor|opprinnelige",
    instruction: "instruks*|instruksjon*|regler|reglene|ordre|retningslinjer*|oppgave*",
    system: "systemmelding*|dine instruksjoner|instruksjonene dine|reglene dine|dine regler",
    reveal: "vis|avslør*|fortell|skriv|gjenta|gi meg|hva er",
    role: "du er nå|fra nå av|lat som|spill|forestill deg",
    unrestricted: "uten regler|uten grenser|uten filter|uten begrensninger|ingen regler|usensurert",
    secret: "passord*|hemmelig*|kodeord*|nøkkel*",
    you: "deg|ditt",
    omit: "nevn ikke|ikke nevn|si ingenting|uten å spørre|skjul*|i hemmelighet",
    act: "videresend|overfør|slett|åpne|bestill|kjøp|kopier|legg til|installer|kjør|endre|bytt",
    own: "min|mitt|vår|hvordan kan jeg|hva betyr|hvorfor|hvilken|forklar|skole|oppskrift",
    victim:
      "nabo*|offer|falsk*|forfalsk*|stjele|hack*|true*|gift|drep*|våpen|bombe*|narkotika|farlig*|ulovlig*|forbudt",
  },
  finnish: {
    override: "unohda*|ohita*|jätä huomiotta|älä välitä|hylkää*|kumoa*|sivuuta*|poista kaikki",
    prior: "aiem*|edelli*|aikaisem*|alkuperäi*|yllä|ennen",
    instruction: "ohje*|sään*|määräy*|käsky*|tehtäv*|rajoitu*",
    system: "järjestelmäkehot*|järjestelmäohje*|ohjeesi|sääntösi|kehotteesi",
    reveal: "näytä*|paljasta*|kerro*|toista*|tulosta*|kirjoita*|mikä on|mitkä ovat|anna",
    role: "olet nyt|tästä lähtien|esitä*|teeskentele*|kuvittele*|näyttele*",
    unrestricted: "ilman rajoituksia|ilman sääntöjä|ilman suodat*|ei rajoja|ei sääntöjä|rajoittamaton*",
    secret: "salasan*|salai*|salaisu*|koodi*|avain*|luottamukselli*",
    you: "sinä|sinun|sinulle|sinut|olet",
    machine: "tekoäly*|assistent*|avustaja*|agent*|malli*|kielimalli*|robot*|botti*|kone*",
    omit: "älä mainitse|älä kerro|kysymättä|vahvistamatta|salaa|piilota*|jätä pois",
    act: "lähetä*|siirrä*|maksa*|poista*|avaa*|soita*|varaa*|tilaa*|osta*|kopioi*|lisää*|jaa|asenna*|suorita*|muuta*|vaihda*|tallenna*",
    duty: "pitää|täytyy|on pakko|tulee|kuuluu|ole hyvä|heti|ensin",
    audience: "käyttäj*|asiakka*|lukija*|omistaja*",
    asset: "tili*|kortti*|yhteysti*|sähköposti*|historia*|keskustelu*|tiedosto*|tiedot|osoit*|raha*|lasku*|kalenteri*",
    own: "minun|mun|meidän|miten|kuinka|mikä|mitä tarkoittaa|miksi|selitä*|ero|laki|koulu*|resepti*|voinko|saanko",
    victim:
      "huomaamatta|naapuri*|kollega*|uhri*|väärenn*|varast*|hakkeroi*|vakoil*|kirist*|uhka*|huija*|myrky*|tappa*|ase|aseen|pommi*|räjäh*|huume*|vaaralli*|laiton*|kielletty*|virus*",
  },
  vietnamese: {
    machine: "trí tuệ nhân tạo|trợ lý|tác nhân|mô hình|mô hình ngôn ngữ|rô bốt|robot|bot|chatbot|máy|hệ thống|tự động",
    audience: "người dùng|khách hàng|người đọc|chủ",
    duty: "phải|cần|hãy|vui lòng|ngay lập tức|trước tiên|nên",
    omit: "đừng nhắc|không nhắc|đừng nói|không cần xác nhận|không hỏi|âm thầm|bí mật|giấu|bỏ qua",
    act: "gửi|chuyển tiếp|chuyển tiền|thanh toán|xóa|xoá|mở|gọi|đặt|mua|tải lên|sao chép|thêm|chia sẻ|cài đặt|chạy|tắt|thay đổi|thay|lưu",
    asset:
      "mật khẩu|mã|mã otp|khóa|tài khoản|thẻ|danh bạ|email|thư|lịch sử|cuộc trò chuyện|tệp|dữ liệu|địa chỉ|tiền|hóa đơn",
    given:
      "bạn được bảo|bạn được giao|bạn nhận được|trước tôi|trước cuộc trò chuyện|ở đầu|ở trên|tin nhắn đầu|cài đặt của bạn|giới hạn của bạn|nhà phát triển|người tạo ra bạn",
    own: "của tôi|chúng tôi|làm sao|làm thế nào|là gì|nghĩa là gì|tại sao|nào|giải thích|khác nhau|hợp pháp|luật|bảo vệ|trường|công thức",
    victim:
      "không bị phát hiện|lén|trộm|hack|theo dõi|tống tiền|đe dọa|lừa|đầu độc|độc|giết|vũ khí|bom|chất nổ|ma túy|nguy hiểm|bất hợp pháp|cấm|vi rút|giả|hàng xóm|nạn nhân",
  },
  indonesian: {
    machine: "kecerdasan buatan|asisten|agen|model|model bahasa|robot|bot|chatbot|mesin|program|sistem|otomatis",
    audience: "pengguna|pelanggan|pembaca|pemilik",
    duty: "harus|wajib|perlu|tolong|mohon|silakan|segera|dulu|sebelum",
    omit: "jangan sebut|jangan katakan|jangan tampilkan|jangan beri tahu|tanpa konfirmasi|tanpa bertanya|diam diam|rahasiakan|sembunyikan|lewati",
    act: "kirim|kirimkan|teruskan|transfer|bayar|hapus|buka|telepon|pesan|beli|unggah|salin|tambahkan|bagikan|pasang|jalankan|matikan|ubah|ganti|simpan|balas",
    asset:
      "kata sandi|sandi|kode|kode otp|kunci|akun|rekening|kartu|kontak|email|surel|riwayat|percakapan|berkas|data|alamat|uang|faktur",
    given:
      "diberitahukan kepadamu|diberikan kepadamu|kamu terima|kamu diberi|sebelum aku|sebelum percakapan|di awal|paling atas|pesan pertama|pengaturanmu|batasanmu|pengembang|pembuatmu",
    own: "saya punya|milik saya|kami|bagaimana cara|apa itu|apa arti|mengapa|kenapa|mana|jelaskan|perbedaan|legal|hukum|melindungi|sekolah|resep",
    victim:
      "tanpa ketahuan|diam diam|curi|mencuri|retas|meretas|memata|memeras|ancam|tipu|menipu|racun|bunuh|membunuh|senjata|bom|peledak|narkoba|berbahaya|ilegal|terlarang|virus|palsu|tetangga|korban",
  },
  romanian: {
    override: "ignoră|ignora|uită|uita|nu respecta|nu urma|renunță la|lasă deoparte|anulează|șterge toate",
    prior: "anterioare|precedente|de mai sus|inițiale|dinainte|până acum",
    instruction: "instrucțiuni*|reguli*|regulile|ordine*|comenzi|indicații*|restricții*",
    system: "promptul de sistem|mesajul de sistem|instrucțiunile tale|regulile tale",
    reveal: "arată*|dezvăluie*|spune*|repetă*|afișează*|scrie*|care este|care sunt|dă mi",
    role: "ești acum|de acum|de acum înainte|prefă te|joacă rolul|imaginează ți",
    unrestricted: "fără reguli|fără restricții|fără limite|fără filtre|necenzurat",
    secret: "parol*|secret*|codul|cheia|confidențial*",
    you: "tu|tău|ta|tale|tine|ți",
    machine: "asistent*|agent*|modelul|robot*|bot|mașin*|inteligența artificială|ia",
    omit: "nu menționa|nu spune|fără confirmare|fără să întrebi|ascunde|omite",
    act: "trimite|redirecționează|transferă|plătește|șterge|deschide|sună|rezervă|comandă|cumpără|copiază|adaugă|instalează|rulează|schimbă|înlocuiește|salvează",
    own: "meu|mea|mele|nostru|cum pot|cum|ce este|ce înseamnă|de ce|care|pot|explică|diferența|legal|școală|rețet*",
  },
  hungarian: {
    override: "hagyd figyelmen kívül|felejtsd el|felejts el|ne vedd figyelembe|töröld|vesd el|mellőzd",
    prior: "korábbi*|előző*|eddigi*|fenti*|eredeti*",
    instruction: "utasítás*|szabály*|parancs*|előírás*|korlátozás*|feladat*",
    system: "rendszerprompt*|rendszerüzenet*|rendszerutasítás*|az utasításaid*|a szabályaid*",
    reveal: "mutasd*|áruld el|mondd*|ismételd*|írd ki|írd le|mi a|mik a|add meg",
    role: "mostantól|te most|tégy úgy|játszd|viselkedj|képzeld",
    unrestricted: "korlátok nélkül|szabályok nélkül|szűrő nélkül|korlátlan*|cenzúrázatlan*",
    secret: "jelszó*|jelszav*|titk*|titok*|kód*|kulcs*|bizalmas*",
    you: "te|tied|neked|téged|ön",
    machine: "mesterséges intelligencia|asszisztens*|ügynök*|modell*|robot*|bot|gép*",
    omit: "ne említsd|ne mondd|megerősítés nélkül|kérdés nélkül|titokban|rejtsd el|hagyd ki",
    act: "küldd*|továbbítsd|utald*|fizesd*|nyisd*|hívd*|foglald*|rendeld*|vedd meg|másold*|add hozzá|telepítsd|futtasd|változtasd|cseréld*|mentsd",
    own: "az én|saját|nálunk|hogyan|mi az|mit jelent|miért|melyik|magyarázd|különbség*|jog*|iskol*|recept*",
  },
  greek: {
    override: "αγνόησε|αγνόησ*|ξέχνα|ξέχασε|παράβλεψε|μην ακολουθείς|ακύρωσε|διάγραψε όλες",
    prior: "προηγούμεν*|παραπάνω|αρχικ*|προηγουμέν*",
    instruction: "οδηγ*|εντολ*|κανόν*|κανόνες|περιορισμ*|υποδείξ*",
    system: "προτροπή συστήματος|μήνυμα συστήματος|τις οδηγίες σου|τους κανόνες σου",
    reveal: "δείξε|αποκάλυψε|πες|πες μου|επανάλαβε|γράψε|τύπωσε|ποιο είναι|ποιες είναι|δώσε",
    role: "είσαι τώρα|τώρα είσαι|από εδώ και|από τώρα|προσποιήσου|παίξε|φαντάσου",
    unrestricted: "χωρίς κανόνες|χωρίς περιορισμ*|χωρίς όρια|χωρίς φίλτρ*",
    secret: "κωδικ*|μυστικ*|συνθηματικ*|κλειδ*|εμπιστευτικ*",
    you: "εσύ|σου|σε",
    machine: "τεχνητή νοημοσύνη|βοηθ*|πράκτορ*|μοντέλ*|ρομπότ|μηχαν*",
    omit: "μην αναφέρεις|μην πεις|χωρίς επιβεβαίωση|χωρίς να ρωτήσεις|κρύψε|παράλειψε|κρυφά",
    act: "στείλε|προώθησε|μετάφερε|πλήρωσε|διάγραψε|άνοιξε|κάλεσε|αγόρασε|αντέγραψε|πρόσθεσε|εγκατάστησε|εκτέλεσε|άλλαξε|αποθήκευσε",
    own: "μου|μας|πώς|τι είναι|τι σημαίνει|γιατί|ποιος|ποια|μπορώ|εξήγησε|διαφορά|νόμ*|σχολ*|συνταγ*",
  },
};
