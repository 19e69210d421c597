/** English prompts that make, change or read texts and pictures; one template a line. */
export const ENGLISH_TEXTS: Readonly<
  Record<"writing" | "summarization" | "extraction" | "translation" | "image_gen", string>
> = {
  writing: `
[Write|Compose|Create|Craft] [a|a short|a funny|a sad|a rhyming|me a] [poem|haiku|limerick|sonnet|song|ballad|ode|free verse poem|nursery rhyme] about {story}
[Write|Tell me|Create|Make up|Give me] [a|a short|a funny|a scary|a bedtime] [story|tale|fairy tale|fable|horror story|love story|science fiction story] about {story}
[Write|Draft|Compose|Help me write] [a|a formal|a polite|a short|a friendly] [email|letter|message|note|text] [to my boss|to a client|to my landlord|to my teacher|to a colleague|to customer support] [asking for a raise|explaining my absence|to complain about a late delivery|declining an invitation|asking for an extension|to say thanks|about the meeting]
[Write|Draft|Create] [a|an] [cover letter|resignation letter|recommendation letter|letter of intent|thank you note|apology letter|complaint letter|reference] for [a nurse|a software engineer|a student|a marketing manager|a {profession}]
[Write|Compose] [a|an] [essay|argumentative essay|five paragraph essay|persuasive essay|{n} word essay|article|blog post|opinion piece|report] [on|about|arguing for|against] {topic}
[Write|Draft|Create] [a blog post|an article|a newsletter|a LinkedIn post|a tweet|an Instagram caption|a Facebook ad|a press release|a podcast script|a video script|a YouTube description] [about|on|announcing|for] [{topic}|{product}]
[Come up with|Suggest|Think of|Give me|Generate|Brainstorm|Create] [five|ten|some|a few|{n}] [catchy|creative|funny|] [names|slogans|taglines|titles|headlines|hashtags|brand names|domain names] for {product}
[Write|Create] [a|an] [product description|ad|advertisement|sales pitch|landing page copy|radio spot|slogan|tagline|marketing email] for {product}
[Rewrite|Rephrase|Paraphrase|Reword|Improve|Polish|Proofread|Edit] [this|the following] [sentence|text|paragraph|email|][ to make it more formal| in simpler words| to sound friendlier| in active voice| to be more concise| without changing the meaning|]: {sentence}
[Make|Can you make] [this|the following|my] [sentence|email|text|paragraph] [more formal|sound more professional|shorter and clearer|more persuasive|less aggressive|sound natural]:[⏎| ]{sentence}
[Fix|Correct|Check] the [grammar|spelling|punctuation|grammar and spelling|mistakes] [in|of] [this|the following] [sentence|text|paragraph]:[⏎| ]{sentence}
{passage}⏎⏎[Rewrite the text above in a more engaging way.|Paraphrase this paragraph.|Continue the story.|Write a reply to this.|Give this text a title.|Turn this into a poem.|Rewrite it for children.]
[Continue|Finish|Complete|Extend] [the|this] [story|paragraph|sentence|poem|lyrics]: [Once upon a time|It was a dark night and|The door opened and|She had never believed in luck until]
[Write|Create] [a|an] [dialogue|conversation|argument|scene|script|monologue|sketch] between [{name} and {name}|a cat and a dog|a doctor and a patient|two strangers on a train|a customer and a waiter] [about {topic}|]
[Write|Prepare|Draft] [a|a short|a wedding|a farewell|a graduation|a motivational] [speech|toast|eulogy|talk|presentation script] [for|about] [my best friend|my retiring colleague|{topic}|the company's anniversary]
[Write|Draft] [a|an] [resume summary|LinkedIn bio|professional bio|job description|job posting|performance review|personal statement|statement of purpose|research proposal|grant proposal|business proposal|cover story|executive bio] for [a {profession}|a data analyst|a teacher|an engineer]
[Write|Draft|Create] [an|a] [outline|introduction|conclusion|abstract|thesis statement|literature review|background section] [for|of|on] [a paper|an essay|a thesis|an article|] [about|on] {topic}
[Write|Make up|Create|Come up with] [a|some|three|five] [joke|jokes|pun|puns|riddle for kids|dad jokes|one liners|knock knock jokes] about {animal}
[Write|Create] [song lyrics|a rap|a chorus|a verse|lyrics] about {story} in the style of [Bob Dylan|Taylor Swift|Queen|Adele|the Beatles|Eminem]
[Write|Use|Make] a sentence [using|with|that contains|that uses] [the word|the words|all of these words]: [umbrella|serendipity|dog, ball, run|catch, frisbee, park|river, moon, silence|although|cake, candle, wish]
[Put|Combine|Use] the [words|concepts|terms] together to form a [sentence|short story|paragraph]: [dance, stage, music|cat, sofa, sleep|bike, hill, ride|knife, bread, cut]
[Given|With] [the|these] [facts|keywords|notes|bullet points|data], write a [paragraph|sentence|short text|story|biography]: {name}, [teacher|born 1970|lives in {city}], likes [music|chess]
[name|restaurant|food]: The Blue Door; [eatType|type]: pub; [price|priceRange]: cheap; [area|near]: riverside. [Write a sentence from this data.|Turn this into a review.|Verbalize the data.]
[Write|Describe|Create] [a character|the setting|a villain|a fantasy world|a magic system|the opening scene|a plot twist|a plot outline|a backstory] for [a fantasy novel|a thriller|my story|a short film|a video game|a D&D campaign]
[Write|Create] [a|an] [invitation|birthday wish|wedding invitation|greeting card message|anniversary message|condolence message|Christmas card|out of office reply] [for my friend|for {name}|for my parents|]
[Write|Give me|Post] [a review|a {n} star review|feedback|a testimonial] [of|for] [a restaurant|a hotel|a book|{product}|the movie {movie}]
[Simplify|Expand|Shorten|Elaborate] [this|the] [sentence|paragraph|text|point][ so a child can understand it| into a paragraph| to one line|]: {sentence}
[Change|Convert|Turn] [this|the following] [sentence|text] [into|to] [passive voice|past tense|a question|Shakespearean English|the third person|a headline|a poem|a formal letter]: {sentence}
[Write|Generate|Suggest] a [title|headline|subject line|caption] for [this|the following|an] [article|email|paragraph|photo|story|abstract]:[⏎| ]{passage}
[Generate|Write|Create] [a question|questions|three quiz questions|multiple choice questions|an exam question] [based on|about|from|whose answer is] [this text|the following passage]: {passage}
[Reply|Respond|Write a response] to [this|the following] [email|review|comment|message|tweet]:[⏎| ]{passage}
[Replace|Substitute] the [adjectives|verbs|word "nice"] in [this|the following] sentence with [better ones|synonyms]: {sentence}
[Create|Design|Write] [a|an] [advertising campaign|brand story|mission statement|value proposition|marketing plan copy|content calendar|email sequence] for {product}
[Write|Draft] [a|the] [terms of service|privacy policy|contract clause|scope of work|service catalogue|user manual|meeting agenda|memo|policy document|position paper|case study|white paper] for {product}
[Act as|As] a [copywriter|content writer|ghostwriter|journalist], write [an article|a post|website copy] about {topic}
I need [a poem|a short story|a catchy slogan|a thank you email|an essay|a birthday speech|some captions] [about|for] [{topic}|{product}|my sister]
[a poem|short story|haiku|limerick|email|love letter|speech|essay|blog post] about {topic}
[How would|How might] [Shakespeare|a pirate|Hemingway|a toddler] [write|describe|say] [a weather report|a recipe|this]: {sentence}
[Describe|Write a description of|Paint a picture in words of] [a bustling market|an autumn forest|a stormy sea|the taste of honey|a crowded train] [in vivid detail|using metaphors|for a novel]
[Invent|Make up|Imagine] a [new holiday|new sport|fictional animal|new flavor of ice cream|conspiracy theory|proverb|superhero] and describe it
Edit [the following|this] [sentence|paragraph] to [add more detail|remove filler words|avoid repetition|vary sentence length]: {sentence}
[Give|Provide] [a|an] [metaphor|simile|analogy|creative description|example sentence|better word] for [happiness|a busy city|time|the word "very good"|loneliness]
{word}, {word}, {word}, {word}
{word}, {word}, {word}, {word}, {word}, {word}
{word}, {word}, {word}, {word}, {word}, {word}, {word}, {word}, {word}, {word}
{word}, {word}, {word}, {word}, {word}, {word}, {word}, {word}, {word}, {word}, {word}, {word}, {word}, {word}, {word}, {word}, {word}, {word}
[Write|Make|Create|Generate|Come up with] [a|one] [coherent|short|] [sentence|story|paragraph] [that uses|using|with|containing] [all |][the words|these words|these concepts|the following words]: {word}, {word}, {word}, {word}
[Concepts|Words|Keywords]: {word}, {word}, {word}. [Put them in one sentence.|Write a sentence.|Make a sentence.]
[Turn down|Accept|Answer|Reply to] [a job offer|an invitation|a complaint|a customer] by [sending|writing] [an email|a letter|a short message][ explaining the reason|]. [Reason: a better offer|]
[Give me|Tell me|Write] a [long|short|clever|dad|clean] joke about [a PhD|programmers|{animal}|lawyers] [with a pun|that has three sentences|for a birthday card|]. [Make it long.|]
[Generate|Write] [a|the] [response|next line|next message] [given|for|to] the [previous chat history|conversation so far|dialogue].⏎⏎Customer: Hello!⏎Agent: How can I help?⏎Customer: [I lost my key.|I need a gift.]
[You are given|Given|From] [a list of features|the facts|some structured data|an outline|a list of ingredients for a story], [create a product description|compose a coherent story|write a fluent text|expand it into an article].⏎⏎[Name: Spark 3⏎Steel burner⏎Two side tables|- {name} was born in {city}⏎- studied law⏎- became a singer]
[Write|Make up] a [conversation|folksy proverb|dialog for language practice|motto|wedding vow] [based on the given facts|about a wheelbarrow|about booking a hotel|for our club]
[Help me|Please] [construct|craft|find|come up with] a [catchy|clear|funny] [headline|title|name|subject line] for [an article on the latest discovery in {topic}|my newsletter|a talk on {topic}]. [Propose four options.|]
[Describe|Write about] [a hypothetical scenario|a day in the life of an astronaut|the moment when two rivals meet|how a hero becomes a villain][ in which {name} meets {name}|]
[Make|Write|Prepare|Draft] [a scope and limitations section|a position paper|a service catalogue|an executive letter|the outline of a game session|the background section of a patent] [for|on|about] [our research|{topic}|{product}]
[Rewrite|Retell|Summarize in verse] [Cinderella|the three little pigs|Romeo and Juliet|Star Wars] [as a pirate story|from the villain's point of view|set in space|in modern slang]
`,
  summarization: `
[Summarize|Summarise|Sum up|Condense|Shorten|Recap|Give me a summary of|Write a summary of|Provide a brief summary of|Give a short summary of] [this|the following|the] [text|article|passage|paragraph|email|document|report|story|review|transcript][ in one sentence| in two sentences| in bullet points| in {n} words| briefly| for a busy reader|]:[⏎| |⏎⏎]{passage}
{passage}⏎⏎[Summarize this.|Summarize the above.|TL;DR|TL;DR:|tl;dr|Summary:|In short,|Give me the gist.|What are the key points?|What is the main idea?|Summarize the text above in one sentence.|Write a one-sentence summary.|What is this text about in a nutshell?|Can you sum this up?|Short summary please.|Make this shorter.]
{passage}⏎===⏎[Write a summary of the text above|Give a summary of the article above|How would you summarize this in one sentence|Condense the article down to the essentials|Generate a title and a short summary]:
[Article|Document|Text|Passage|Report]:[⏎| ]{passage}⏎⏎[Summary|One sentence summary|Highlights|Key takeaways|Abstract|TLDR]:
[What are|List|Give me|Tell me] the [main points|key points|key takeaways|main ideas|most important points|highlights] [of|in|from] [this|the following] [article|text|email|meeting|speech|report]:[⏎| ]{passage}
[What is|What's|Tell me|Identify] the [main idea|gist|central message|bottom line|essence|main point] of [this|the following] [passage|text|article|paragraph|story]?[⏎| ]{passage}
[Give|Provide|Write|Create|Produce] [me |][an executive summary|a synopsis|an abstract|a brief overview|a digest|a recap|a one-paragraph summary|a bulleted summary|a concise summary] of [this|the following] [report|document|chapter|article|meeting|study]:[⏎| ]{passage}
[Boil|Break] [this|it|the text below] down [for me|to the essentials|to three bullet points]:[⏎| ]{passage}
[In|Using] [one|two|three] [sentence|sentences|bullet points], [what does this say|summarize this|describe what this text is about]: {passage}
[Can|Could] you [summarize|condense|sum up|recap|shorten|give me the short version of] [this|the following|this article|this email thread|this conversation|these notes]?[⏎| ]{passage}
[Turn|Convert] [these|the following] [meeting notes|minutes|notes] into [a short summary|a summary with action items|bullet points|key decisions]:[⏎| ]{passage}
[Explain|Tell me|Describe] [this|the following] [article|text|passage|paper] in [one sentence|a few words|two lines|a nutshell|simple terms and briefly]:[⏎| ]{passage}
[Summarize|Give a summary of|Sum up|Write a synopsis of|Recap] [the plot of|the book|the movie|the story of|chapter 1 of] [{movie}|Romeo and Juliet|Moby Dick|1984|Pride and Prejudice|The Great Gatsby]
[Summarize|Give me a summary of] [the history of {country}|the causes of World War I|the theory of relativity|the Treaty of Versailles|{topic}] in [one paragraph|{n} words|three sentences|bullet points]
[Write|Generate|Create] a [headline|summary|short summary|highlight] [that captures|that summarizes|summarizing] [the essence of|] [the|this] [article|news story|text]: {passage}
[Summarize|Condense|Paraphrase and shorten] the [dialogue|conversation|chat|thread] [below|between the two people]: {passage}
Extract the [main points|gist|key message] and [summarize them|write them as a short summary|give a brief overview]: {passage}
I [don't have time to|can't] read [this|all of this]. [What does it say?|Give me the short version.|Just the key points please.]⏎{passage}
[Read|Here is] [the following|an] [article|text|email|report][.|:| and summarize it.| and give me the main takeaways.] {passage}⏎[Summarize it.|What are the main takeaways?|Give a brief summary.|]
First, read the [article|text] below. {passage} Now, [write a summary of it|sum it up in one sentence|tell me the gist].
`,
  extraction: `
[turn|convert|put|reformat|structure] [this|these|the following] [into|as] [a csv|a csv table|a markdown table|json|yaml|a json array|rows with two columns]: [{object} {n} euros, {object} {n} euros, {object} {n} euros|{name} {n}, {name} {n}, {name} {n}|{name}, born {n}; {name}, born {n}]
[what|which] [product codes|order numbers|phone numbers|dates|amounts|invoice numbers|addresses|names|deadlines] are [in|mentioned in|listed in] [this|the following] [email|message|note|letter|ticket]? [Hi|Hello|Dear team], [please ship AX-{n} and BX-{n} by Tuesday|we still owe {n} dollars for order {n}|call {name} or {name} before the {n}th|items Q{n} and R{n} arrived broken][, thanks {name}|. Regards, {name}|]
[Extract|List|Find|Pull out|Identify|Get|Give me] [all|all of the|every|the] [names|dates|places|locations|organizations|people|numbers|prices|companies|email addresses|phone numbers|countries|cities|keywords|key phrases|dates and amounts|product names|named entities|nouns|verbs|adjectives] [mentioned |][in|from] [this|the following|the] [text|passage|article|sentence|email|paragraph|review][ as a list| as JSON| separated by commas| in a table|]:[⏎| ]{passage}
{passage}⏎⏎[Extract|List|Find|Identify] [all|the] [names|dates|people and places|key facts|entities|organizations|numbers] [mentioned above|in the text above|as JSON|in a table|].
[Classify|Categorize|Label|Determine] the [sentiment|tone|emotion|topic|genre|intent|category] of [this|the following] [review|tweet|sentence|text|message|email|article|headline][ as positive or negative| as positive, negative or neutral|]:[⏎| ]{passage}
{passage}⏎[Is this review positive or negative?|What is the sentiment of this review?|Did the reviewer like it?|How does the author feel?|Sentiment:|Positive or negative?|Is the tone formal or informal?|What is the emotion?]
[Review|Tweet|Comment|Title and text]: {passage}⏎[Sentiment|Label|Rating (1-5)|Category|Stars|Class]:
[Which|What] [category|topic|section of a newspaper|label|class] [does this|would this|best describes this] [article|text|headline|piece] [belong to|appear in|]? [World, Sports, Business, Technology|politics, health, science|A. sports B. business C. tech]⏎{passage}
[Is|Tell me whether|Decide if|Determine if|Detect whether|Check if] [this|the following] [email|message|comment|text|sentence] [is|contains] [spam|spam or not|toxic|offensive|sarcastic|hate speech|a question|subjective or objective|grammatically correct|fake news|an opinion or a fact]:[⏎| ]{sentence}
[Classify|Sort|Group|Assign|Put] [each of|] [these|the following] [items|words|sentences|animals|tickets|comments|questions] [into|by|as] [categories|fruit or vegetable|living or non-living|one of these categories: bug, feature, question|type]: [carrot, apple, potato, pear|dog, stone, oak, car|login fails; add dark mode; how do I pay]
[Which|Identify which] [of the following|of these|animal|instrument|one] is [string or percussion|a bird or a fish|a fruit|alive or extinct|a city or a country]: [violin, drum|eagle, tuna|apple, chair|mammoth, cow|Paris, Peru]
[Read|Use] the [passage|text|context|paragraph] [below|and answer the question|to answer the question]. {passage} [Question|Q]: [What happened first?|Who is mentioned?|When did it happen?|How much did it cost?|Where does it take place?|Why did they do it?]
[Answer the question|Answer|Respond] [based on|using only|according to|from] the [passage|context|text|article|paragraph][ below| above|]. [Passage|Context|Text]: {passage} Question: [Who|What|When|Where|Why|How many] [is described|happened|was it|are there|were involved]?
{passage}⏎⏎[According to|Based on|From] the [passage|text|above|article|context], [who|what|when|where|why|how] [is the main person|happened next|did it take place|did they go|was the reason|much was paid]?
Context: {passage}⏎Question: [Who moved?|What was the cost?|When does it open?|Which city is mentioned?|How long did it take?]⏎Answer:
{passage}⏎Q: [Who is the author talking about?|What year is mentioned?|What was the result?|What is the name of the shop?]⏎A:
Given [this|the following|a reference] [paragraph|text|article|passage] [about|on] {topic}, [when was it founded|who started it|what is it used for|where is it located|how many are there]? {passage}
[From|In] the [passage|text|paragraph|article] [provided|below|above|], [list|extract|identify|find|tell me] [the names of the people|when it was built|where it is|the main characters|the reasons given|all the dates]. {passage}
[Convert|Turn|Parse|Put|Format|Structure] [this|the following] [text|data|paragraph|invoice|recipe|information|list] [into|to|as] [JSON|a table|CSV|YAML|a markdown table|key-value pairs|an XML document]:[⏎| ]{passage}
[Parse|Get|Extract] the [order number|invoice total|customer name|address|date|ingredients|skills and experience|contact details] from [this|the following] [email|invoice|receipt|resume|message|text]: {passage}
[Fill in|Complete] [the|this] [form|table|template] [from|using|with] the text: Name: __ Age: __ City: __ ⏎{passage}
[Tag|Label|Annotate|Identify] the [parts of speech|part of speech of each word|subject and object|verbs|grammatical roles|entities] in [this|the following|the] sentence: {sentence}
[Do|Are] [these|the following] two [sentences|questions|texts] [mean the same thing|paraphrases of each other|asking the same thing|duplicates|have the same meaning]? [1.|A:] {sentence} [2.|B:] {sentence}
[Sentence 1|Question 1|Text A]: {sentence}⏎[Sentence 2|Question 2|Text B]: {sentence}⏎[Are they paraphrases? Yes or no.|Same meaning?|Are these duplicates?|Rate the similarity from 0 to 5.]
[Rate|Score|Evaluate] [this|the following|each] [review|essay|movie review|answer] [from 1 to 5|on a scale of 1 to 10|with stars]: {passage}
[What|Which] [word|words|phrase|sentence|part] in [this|the following|the] [text|sentence|paragraph] [expresses the opinion|refers to a place|is the longest|is toxic|answers the question]? {passage}
[Identify|Find|Spot|List] the [stock|event|problem|complaint|main topic|claim|bias|action items|deadlines|risks|requirements] [mentioned |][in|from] [this|the following] [text|email|contract|report|ticket]: {passage}
[What|Which] [company|person|place|product|date] [is|are] [this|the following] [text|paragraph] about? {passage}
[Count|How many] [the words|vowels are|times the word "the" appears|sentences are] in [this|the following] [text|sentence]: {sentence}
[Remove|Replace|Mask|Redact|Anonymize] all [names|personal data|numbers|email addresses|dates] in [this|the following] text: {passage}
[In this task|For this task], you are given [a sentence|a review|a question and a passage|a news headline|a dialogue]. [Your task is to classify it|Output the label|You need to answer with a span of the passage|Determine whether it is positive or negative|Generate the category]. {passage}
[You will be given|Given] [a|an] [tweet|utterance|customer query|sentence], [predict|identify|output|determine] [its intent|the emotion|whether it is ironic|the domain|the language]. {sentence}
[Does|Is] the [claim|statement|answer] [supported|refuted|mentioned|stated] [by|in] the [document|passage|evidence|text]? [Document|Passage]: {passage} [Claim|Statement]: [It cost a million dollars.|Nobody was hurt.]
[What|Which] [relation|relationship] [is there|holds] between [the two entities|the highlighted words] in: {sentence}
[Given|From] the [following|] [data|records|equations|table], [identify|extract|return] [the company with the highest profit|all variable names|the largest value for each month|the names of the CEOs]. [Return JSON.|Output CSV.|One line each.]⏎{passage}
[Match|Assign|Link] the [statement|sentence|question] "{sentence}" to one of the [statements|categories|items] [in the list|below]: [salary, culture, growth|A, B or C]
[Tell me if|Decide whether|Is] [the|this] [sentence|behavior|comment] is [biased|ethical or not|a stereotype|polite or rude]. [Output yes or no.|] {sentence}
[Analyze|Look at] the [sentences|comments|text] below to [identify biases|find stereotypes|detect sarcasm].⏎{sentence}
[Do|Output the] [dependency parsing|tokenization|lemmas|named entity tags] for the sentence: {sentence}
[Detect|Which is] the language of [this|the following] [text|sentence]: {sentence}
[Compare|Analyze] [the|these] [reviews|survey answers|comments|records] [below|] and [return|output|give] [the average rating|the most common complaint|counts per category|a JSON object]: {passage}
`,
  translation: `
[Translate|Please translate|Can you translate|Could you translate|I need you to translate|Help me translate] [this|the following|this sentence|this text|the following sentence|the following paragraph|this email|the text below] [into|to|in] {language}[:|:⏎|: ]{sentence}
[Translate|Translate this|How would you translate] "{phrase}" [to|into|in] {language}[?|]
[Translate|Translate the following] from {language} to {language}: {sentence}
{sentence}⏎⏎[Translate to|Translate this into|In|Translation in|How is this in|Put this into] {language}[.|:|?|]
[How do you say|How do I say|How would you say|How to say|How can I say|What's the word for|How is it said|Say] "[{phrase}]" in {language}[?|]
[How do you say|How do I say|How would I say|How to say] {phrase} in {language}[?|]
[What is|What's|whats] [the {language} word for|{language} for|the {language} translation of] [{phrase}|water|dog|thank you|bread|house][?|]
what is [{phrase}|dog|kitchen|please|bathroom|water] in {language}
what does "[hola|guten tag|merci beaucoup|arigato|gato|je ne sais quoi|schadenfreude|buongiorno|sayonara|spasibo|namaste|carpe diem]" mean in [English|{language}]?
[What does|What's the meaning of|Tell me what] "[Wo ist der Bahnhof|Je suis fatigué|¿Dónde está el baño?|Ich liebe dich|C'est la vie|Mañana será otro día|Non capisco|どこですか|你好吗|Привет мир]" [mean|means in English|mean in English|in English][?|]
[Give me|Provide|Write|I need] [the|a] {language} [version|translation] of [this|the following][: |:⏎]{sentence}
[Render|Put|Convert|Rewrite] [this|the following] [in|into] {language}[, keeping the tone|, formal register|]: {sentence}
[English|{language}]: {sentence}⏎{language}:
[Source|Input] ([English|{language}]): {sentence}⏎[Target|Output|Translation] ({language}):
[What is the translation of|Translation of] [this|the following] [sentence|text|] [from {language} to {language}|into {language}|to {language}]: {sentence}
[Could you|Can you] [put|say] [this|that] in {language} [for me|]? {sentence}
[Localize|Translate] [the UI strings|this menu|this product description|these subtitles|the README|this poem|this song|this contract clause|this recipe] [for|into|to] {language}: {sentence}
[Translate|Convert] [this|the following] [slang|idiom|medieval text|old letter|quote] into [modern English|plain {language}|{language}]: "[It's raining cats and dogs|{phrase}|break a leg]"
[I'm|I am] [travelling|going] to {country}. How do I [ask for|say] "{phrase}" [there|in the local language|in {language}]?
[Is|Was] "[Ich bin ein Berliner|Mi casa es su casa|Je ne comprends pas]" [correct {language}|translated correctly]? [What would it be in English?|Translate it.]
[Which|What] is the best {language} translation [for|of] "{phrase}"? [Explain the nuance.|]
[Back-translate|Transliterate] [this|the following] [to|into] {language}: {sentence}
translate [hello|{phrase}|thank you|i am hungry] [in|to|into] {language}
[in|to] {language}: {sentence}
how [do|would] [they|people|native speakers|a french person|germans] say {phrase} [in {country}|in {language}]
i need to [know how to say|say|translate] {phrase} in {language}
[The following|This] is [a sentence|text] in {language}: {sentence} [What is the {language} translation?|Translate it to {language}.|The {language} translation is]
`,
  image_gen: `
[Draw|Sketch|Paint|Illustrate|Draw me|Paint me|Sketch me] {scene}[ in {style} style| as a {style}||.]
[Generate|Create|Make|Produce|Design|Give me|I want|I need|Show me] [an image|a picture|a photo|an illustration|a drawing|a painting|an artwork|a render] of {scene}[ in {style} style| in the style of {style}||, {style}|, high resolution]
[Can you|Could you] [draw|paint|sketch|generate an image of|create a picture of|make an illustration of] {scene}?
[Design|Create|Make|Generate] [a|me a] [logo|poster|flyer|banner|book cover|album cover|icon|sticker|t-shirt design|mascot|business card|avatar|tattoo|wallpaper|birthday card|infographic|meme] [of|with|for|showing|featuring] [{scene}|{product}|my coffee shop|a tech startup]
{scene}, {style}[, 4k|, highly detailed|, cinematic lighting|, trending on artstation|, 8k, octane render|, soft light, bokeh|, dramatic lighting|]
[portrait|photo|painting|illustration|render|close-up|wide shot|drawing|concept art|oil painting|watercolor] of {scene}[, {style}|, studio lighting|, 35mm|, golden hour|, intricate details|]
/imagine [prompt:|] {scene}[ --ar 16:9| --v 6| {style}|, {style} --stylize {n}]
[A|An] {style} [image|picture|illustration|artwork|poster] of {scene}
[Visualize|Render|Depict|Picture] {scene} [in {style}|as an image|as a {style} artwork|]
[I'd like|I would like|We need] [a|an] [image|picture|drawing|illustration|poster|cover image|header image|photo] [of|showing|with] {scene}[ for my blog| for a children's book| for my bedroom wall|]
[Turn|Transform|Edit] [this photo|this picture|my selfie|the image] [into|to look like] [a cartoon|an anime character|a {style}|a pencil sketch]
[Remove|Change|Replace] the [background|sky|person] in [this|the] [photo|picture|image][ with a beach| to white|]
[Use|With] [DALL-E|Midjourney|Stable Diffusion] [to |]create [an image of|a picture of|] {scene}
[text to image|image prompt|picture]: {scene}
[Show me what|What would] {scene} [would look like|look like] as [a painting|a drawing|{style} art]
[photorealistic|cinematic|ultra realistic|isometric|minimalist|cute cartoon] {scene}
Make [the|that] [picture|image|drawing] [brighter|more colorful|darker|less busy|bigger], [and |]add {scene}
`,
};
