/** English prompts that ask about the world, play a part or talk; one template a line. */
export const ENGLISH_TALK: Readonly<Record<"websearch" | "knowledge" | "roleplay" | "chat", string>> = {
  websearch: `
[What is|What's|How is|How's|Tell me|Check] the weather [like |][in|for] {city}[ today| tomorrow| this weekend| right now| next week|][?|]
[Will it|Is it going to] [rain|snow|be sunny|be cold] [today|tomorrow|this weekend|tonight] in {city}?
[do i need|should i take] [an umbrella|a jacket] [today|tomorrow]
[What is|What's|Tell me|Check|Get] the [current |latest |][stock price|share price|market cap] of {company}[?| right now| today]
[How is|How's] {company} stock doing [today|this week]?
[What's|What is] the [current |][exchange rate|rate] [between|from|of] [the dollar|usd|euros|pounds] [and|to] [yen|euros|rupees|cad]?
[convert|exchange] {n} [dollars|usd|euros] to [euros|pesos|yen] [at today's rate|right now]
[What is|What are|Give me|Show me|Find] [the latest|today's|the most recent|current|breaking] [news|headlines|updates|developments] [about|on|in|from] [{topic}|{company}|{country}|the election|technology|sports]
[Who won|What was the score of|What's the score in] [the|last night's|yesterday's] [{team} game|match|Super Bowl|world cup final|NBA finals|grand prix|race]?
[Did|Have] {team} [win|won|play] [last night|yesterday|today|their last game]?
when [is|does] [the next|] [{team} game|full moon|eclipse|the Oscars|Black Friday|the new season of {movie}] [start|on|this year|]?
[Who is|Who's] the [current|present|new] [president|prime minister|CEO|champion|mayor|coach] of [{country}|{company}|{city}|{team}]?
[What|Which] [is|are] the [newest|latest|most recent] [version|model|release] of [iPhone|Python|Android|Windows|Node|PlayStation]?
[When|What time] [does|do] [the supermarket|Walmart|the library|Costco|the bank|the pharmacy] [open|close] [today|tomorrow|on Sunday|near me]?
[Find|Show me|Where are|Are there any|Recommend|I'm looking for] [some|the best|good|cheap|] [restaurants|coffee shops|hotels|gas stations|pharmacies|gyms|sushi places|ATMs|parks] [near me|nearby|in {city}|around here|open now|close to the station]
[Find|Book|Search for|Look up|Show me] [cheap |][flights|trains|hotels|tickets|buses] [from {city} |]to {city} [next week|tomorrow|in May|on Friday|for two people]
[What's|How is|Check] the traffic [like |][on the way to work|to the airport|in {city}|on I-95|right now]
how long [will it take|does it take] to [drive|get] to [{city}|work|the airport] [right now|with traffic|]
[directions|navigate|how do i get|route] to [the airport|{city}|the nearest hospital|downtown]
[Search|Search the web|Google|Look up|Look online|Browse the internet|Search online|Find online|Do a web search] for [{topic}|the best {product}|reviews of {product}|information on {topic}|articles about {topic}|recent papers on {topic}|the lyrics of that song]
[Find|Get|Give me|Provide] [recent|current|up-to-date|the latest] [articles|statistics|data|papers|reports|sources|information|numbers] [on|about] {topic}[ with links| and cite your sources| from 2025|]
[What|Which] [movies|films|shows|concerts|events|exhibitions] are [playing|on|happening|showing] [tonight|this weekend|near me|in {city}|in theaters now]?
[What is|What's] [happening|going on|new] [in {city}|in the world|with {company}|in AI|in {country}] [today|right now|this week|lately]?
[How much|What] [does|is the price of|do] [a Tesla Model 3|an iPhone|gas|a dozen eggs|bitcoin|gold|a flight to {city}] [cost|] [now|today|right now|at the moment]?
[bitcoin|gold|oil|eth|dogecoin] price[ today| now|]
[weather|news|traffic|headlines|stock market|nba scores|exchange rate|movie times|lottery results|air quality][ today| now| {city}| please|]
[Is|Are] [there|] [any|] [new|recent] [rumors|leaks|reviews|updates|laws|studies] [about|on|of] [{company}|{topic}|the next iPhone|GTA 6]?
[What are|Show me] people saying [on twitter|on reddit|online] about [{topic}|{company}|the new {movie}]?
[Which|What] [laptop|phone|camera|tv|vacuum|car] [should I buy|is the best|is best value] [this year|in 2025|in 2026|right now]?
[What's|What is] trending [on twitter|on youtube|on tiktok|today|right now]?
[latest|newest|recent|upcoming] [{company} announcement|{topic} news|phone releases|marvel movies|earthquakes|tech layoffs|games]
[track|check|what is] [my package|flight status of UA {n}|flight BA {n}|the delivery status]
[Is|Was] [{company}|the metro|the museum|the {city} airport] [open|closed|down|delayed] [today|right now|this morning]?
[sunrise|sunset] [time|] [in {city}|today|tomorrow]
[what time is it|what's the time|current time] in {city}
[find me|get me|open|go to|give me a link to] [the website of {company}|a youtube video about {topic}|the wikipedia page for {person}|https://example.com and read it]
[Compare|Check] [current |][prices|offers|deals] [for|on] {product} [online|on Amazon|across stores]
[What are|What were] the [results|polls|numbers] [of|for] [today's|yesterday's|the latest|the last] [election|debate|draw|draft|quarter]?
[jobs|apartments|houses|concerts|events|yoga classes|used cars] [in {city}|near me|for sale]
[population|unemployment rate|inflation rate|gdp] of {country} [now|in 2025|this year|currently]
[how many|what is the number of] [people|users|subscribers|followers] [does {company} have|are there] [now|today|currently|as of 2025]
[What is|What's] the [current|latest] [population of {city}|world record for the marathon|temperature in {city}|number one song|highest grossing movie|price of gold|interest rate]?
[good|best|nearby|cheap|vietnamese|italian] [restaurants|shops|bars|hotels|pizza]
[need|i need] [a place|somewhere] [that delivers|to get|that sells] [pizza|chicken wings|shoes|flowers] in {city}
[how|what] [are the top stocks|is the dow|is the market|is the bitcoin] [doing|at] [right now|today|at the moment]
[when|what time] [is|does] the next [train|bus|flight|ferry] [to|from] {city}[ leave| arrive|]?
[Fact check|Verify] [this|the] [news|claim|story|rumor] [online|on the web]: {company} [is buying {company}|just announced layoffs]
`,
  knowledge: `
[what's|what is|explain|tell me|describe] the difference between [a llama and an alpaca|weather and climate|a virus and a bacterium|jam and marmalade|baroque and rococo|a hurricane and a typhoon|England and Great Britain|a debit card and a credit card|mass and weight|a frog and a toad|Sunni and Shia Islam|stocks and bonds|moss and lichen|Wi-Fi and Bluetooth|AC and DC current|bits and bytes][?|| in simple words| to a child| in one paragraph]
[What is|What's|Explain|Define|What does] [{topic}|entropy|osmosis|GDP|a mortgage|an algorithm|a haiku|plate tectonics|inflation|the Doppler effect|a black swan event][ mean|?|]
[Explain|Describe|Tell me about|Give me an overview of|Teach me about|What do you know about|Can you explain] [{topic}|{person}|the history of {country}|how {topic} works][ in simple terms| like I'm five| in detail| to a beginner||?|.]
[Who|What] [was|is] {person}[ and why is he famous| and what did she do|?|]
[Who] [invented the telephone|discovered penicillin|painted the Mona Lisa|wrote Hamlet|built the pyramids|composed the Four Seasons|founded {company}|directed {movie}|was the first person on the moon|sang Bohemian Rhapsody|played Neo in The Matrix][?|]
[When] [did World War II end|was {person} born|did {country} become independent|was the printing press invented|did the Berlin Wall fall|was {company} founded|did the titanic sink][?|]
[Where] [is|are] [Mount Kilimanjaro|the Great Barrier Reef|the Alps|Machu Picchu|{city}|the pancreas|the headquarters of {company}][?| located?]
[What is|What's] the [capital|population|currency|official language|flag|highest mountain|longest river|national dish] of {country}[?|]
[Why] [is the sky blue|do cats purr|do we dream|does ice float|do {animal} migrate|is {topic} important|did the Roman Empire fall|do leaves change color|does bread rise|are flamingos pink][?|]
[How] [does|do] [a refrigerator|{animal} sleep|vaccines work|the stock market work|a jet engine work|GPS work|{topic} affect us|magnets work|airplanes fly|bees make honey][?|]
[How many] [bones are in the human body|planets are there|countries are in Africa|strings does a violin have|hearts does an octopus have|oscars did {movie} win|people live in {country}][?|]
[What is|What are|Explain|Describe] the [difference|differences|similarities] between [{animal} and {animal}|a virus and bacteria|{country} and {country}|weather and climate|a crocodile and an alligator|jam and jelly|affect and effect|socialism and communism][?|.|]
[What are|List|Explain|Discuss|Describe|Give me] [the|some|five|the main|] [benefits|advantages|disadvantages|pros and cons|causes|effects|consequences|risks|types|examples|characteristics|stages|symptoms|principles] of {topic}[?|.|]
[How do I|How can I|How to|What's the best way to|How should I|Tell me how to|How would I] [clean|fix|maintain|choose|repair|store|take care of] {thing}[?|]
[How do I|How can I|How to|What should I do to|What is the best way to] [sleep better|lose weight|learn the guitar|save money|stop procrastinating|train for a marathon|get rid of ants|make friends|improve my memory|apply for a visa|ask for a raise|deal with stress|start a business|invest my savings|get better at chess|quit smoking|grow tomatoes|tie a tie|change a tire|whiten teeth][?|]
[How do I|How to|How do you|Give me a recipe for|What's a good recipe for|How can I make|I need a recipe for|Recipe for] [make |cook |]{food}[?|]
[Give me|What are|Share|I need|Provide|Suggest] [some|five|ten|your best|a few|] [tips|ideas|suggestions|advice|strategies|recommendations|ways|best practices] [for|on|about] [staying healthy|working from home|a first date|a job interview|{topic}|raising a puppy|learning a language|decorating a small room|a birthday party|saving energy|public speaking][?|.|]
[Plan|Make|Create|Give me|Design|Suggest] [a|me a] [weekly meal plan|three day trip to {city}|workout routine|study schedule|{n} day itinerary for {country}|budget for a student|training plan for a 10k|reading list on {topic}|packing list|checklist for moving|curriculum for {topic}|skincare routine|lesson plan on {topic}]
[Recommend|Suggest|What are] [some|me|a few|] [good|] [books|movies|podcasts|games|songs|board games|documentaries|hobbies|gifts|baby names|anime] [about {topic}|for beginners|like {movie}|for kids|for a long flight|for my dad][?|]
[Should I|Is it safe to|Is it better to|Can I|Is it ok to|Do I need to] [buy or rent a house|take ibuprofen with alcohol|eat raw eggs|exercise every day|feed my dog chocolate|learn Spanish or French|refinance my mortgage|use olive oil for frying|sue my landlord|drink tap water in {country}][?|]
[My|I have a] [back hurts|headache and a fever|dog keeps barking|baby won't sleep|car won't start|boss ignores me|internet is slow|plant has yellow leaves|landlord won't return my deposit|cat stopped eating]. [What should I do?|What could be the reason?|Any advice?|How can I fix it?|Is it serious?]
A [{n} year old|patient|man|woman] presents with [chest pain|a fever and cough|a rash|joint pain|blurred vision]. What is the [most likely diagnosis|next step in management|best treatment]?
[List|Name|Give me|What are] [three|five|ten|some|the] [animals that live in {country}|national parks in {country}|famous inventors|countries in Europe|Shakespeare plays|noble gases|foods rich in iron|things to do in {city}|famous battles|instruments in an orchestra|salty snacks|synonyms for happy|exercises for abs][?|.|]
[Which|What] [country|city|planet|element|animal|year|king|river|author|film|band|sport|bone] [has the most people|is the largest|won the 1998 world cup|is known as the red planet|wrote {movie}|is closest to the sun|has the symbol Fe|hosted the 1992 Olympics|is the fastest|is the longest][?|]
[Which of the following|Which one of these|Which] [best describes|is an example of|is not|is|causes|would most likely cause|is responsible for|is true of] [{topic}|{option}|photosynthesis|the cell wall|a recession|the First Amendment|kinetic energy]? A. {option} B. {option} C. {option} D. {option}
[Which of the following|Which] [statements|is true|is correct|is not true|best explains] [about|of|regarding] {topic}?⏎A. {option}⏎B. {option}⏎C. {option}⏎D. {option}⏎Answer:
[The process by which|The main function of|The term for|The primary purpose of|In economics,|According to Freud,|Under the law of contracts,|In a cell,] [{option}|{topic}] is [called|known as|mainly|to]⏎A. {option}⏎B. {option}⏎C. {option}⏎D. {option}
[Question|Q]: [What|Which] [is the powerhouse of the cell|gas do plants absorb|amendment protects free speech|organ produces insulin|year did the war end]? [Options|Choices]: (A) {option} (B) {option} (C) {option} (D) {option}[ Answer:|]
[Choose|Select|Pick|Give] the [correct|best|right] [answer|option|letter]: [The capital of {country} is|Water boils at|{option} is an example of] (a) {option} (b) {option} (c) {option}
[True or false|Is it true that|Fact or myth|Is the following true]: [lightning never strikes twice|{country} is larger than {country}|humans use ten percent of their brain|{person} was born in Italy|goldfish have short memories][?|]
[Answer|Please answer] [the|this|the following] [question|trivia question|quiz question|science question][:|.] [Who|What|When|Where] [wrote the Odyssey|is the largest ocean|was {person} born|is the Taj Mahal|is the chemical symbol for gold]?
[Fill in the blank|Complete]: [The largest desert in the world is|The speed of light is about|{person} was born in] ____
This [author|composer|scientist|country|element|battle|novel|painter] [wrote|discovered|is known for|took place in|was founded by] [{topic}|{movie}|the theory of heat|an epic about the sea]. [For 10 points, name this figure.|Name it.|Identify it.|Who or what is it?]
[Where|What|Why] would [you find|someone use|a person keep|you put] [a jellyfish|a stapler|an umbrella|cold milk|a pillow|a spare key][?| in an office?] [A. ocean B. store C. desert|Options: drawer, river, cloud|]
[What|Which] [do|does|can|would] [people|a child|a plant|a dog|a student] [need to|want to|do when they|use to] [grow|feel after winning|measure temperature|learn|sleep][?|]
[who|what|when|where|how] [plays the doctor in house|sings i will always love you|is the meaning of the name anna|does season 2 of {movie} come out|many episodes in game of thrones|was the first king of {country}|is the battle of hastings]
[Compare|Contrast|Analyze|Evaluate|Discuss|Critically assess] [the economies of {country} and {country}|{topic} and {topic}|the impact of {topic} on society|Plato and Aristotle|renewable and fossil energy|leasing and buying a car]
[I want to|I'd like to|I need to|Help me] [learn about {topic}|understand {topic}|know more about {country}|prepare for an exam on {topic}|understand how {topic} works|decide between {country} and {country} for a holiday]
[What are|Describe|Explain] the [steps|stages|requirements|best practices] [to|for|of|involved in] [becoming a {profession}|filing taxes|publishing a book|incorporating a company|building a house|brewing beer|adopting a child|getting a patent]
[What|How] [do you|does one|should a beginner] [need to|have to] [know|do|buy] [to start|before] [{topic}|running|painting|investing|camping|a podcast]?
[Develop|Outline|Propose|Describe|Design] a [strategy|framework|plan|approach|go to market strategy|marketing strategy|process|methodology] for [reducing waste in a hospital|entering the {country} market|hiring remote staff|improving customer retention|solving traffic in {city}]
[Explain|Describe|Give] the [concept|theory|meaning|idiom|origin|significance|history|role|rules|ending] of [{topic}|{movie}|"break the ice"|the word salary|natural selection|the Magna Carta|cricket]
[What happens|What would happen] [to your body when you stop eating sugar|when you mix bleach and ammonia|if you swallow gum|during an eclipse|when interest rates rise]?
[What is|What's] [a|an|the] [synonym|antonym|definition|meaning|plural|past tense|opposite] [of|for] [the word |][happy|ubiquitous|brave|ephemeral|go|goose|generous|serendipity|candid]?
[Is|Are|Do|Does|Can|Did] [{animal}|{country}|{person}|bananas|viruses|diamonds|the earth] [mammals|in Europe|alive|berries|flammable|swim|ever meet {person}|have feelings][?|]
[Rank|Order] [these|the following] [countries|planets|universities|cities|foods] by [size|population|age|protein content]: [{country}, {country}, {country}|Mars, Venus, Saturn|eggs, lentils, chicken]
[What|How] does the [constitution|law|Bible|Quran|tax code] say about [divorce|privacy|inheritance|property|debt]?
[nutrition facts|calories in|health benefits of|side effects of|history of|definition of|symptoms of|how to treat|meaning of] [{food}|{topic}|ibuprofen|diabetes|green tea|zeitgeist]
[Please|] [provide|give] [me |][information|facts|details|a detailed explanation|an in-depth explanation|step-by-step instructions] [on|about|of|for] [{topic}|{thing}|{person}|installing a new GPU|setting up a home office]
[What|Which] [hardware|equipment|software|tools|materials|supplements|shoes] [do I need|is best|would you recommend|should I get] [for|to run|to start] [a home studio|hiking|running a local LLM|woodworking|a small business|gaming]?
[Technical details|Specifications|A comparison|A table|An overview|An explanation] of [DDR5 and HBM|the metric system|solar panels|electric motors|the human eye|{topic}][, be precise| with examples| in a table|]
[In what order|Where|How] should I [learn|start with|study] [deep learning|physics|Japanese|music theory|web design|{topic}]?
[Can|Could|Does|Would] [one|you|a person|someone] [hear through a vacuum|survive without sleep|recognize typing from its sound|grow avocados indoors|be allergic to water|{thing} last ten years]?
[I live in|I work in|I am a resident of|I moved to] {country} and [I want to|need to|plan to] [open a company|import a car|pay taxes on shares|get married|buy a flat|study medicine]. [What are the rules?|What should I know?|What are my options?|How does it work?]
[I have|I own|We have] [an old laptop|a 450W power supply|a small balcony|a gas stove|two cats|{thing}] and [want to|would like to|need to] [upgrade it|grow vegetables|replace it|keep it quiet|move abroad]. [How?|Is it possible?|What do I need?|What would you do?]
[Help me understand|Walk me through|Break down|Give me a deep dive into|Explain to me] [the business model of {company}|how mortgages work|the central limit theorem intuitively|HMAC|the electoral college|double descent|{topic}]
[As|Being] [an expert|a doctor|a nutritionist], [what are|explain|give] [the side effects of {food}|the causes of {topic}|the best exercises for back pain]
[Provide|Give me|Share|I need] [a low carb breakfast|a swimming workout|a high protein dinner idea|a grocery list|a cleaning schedule|a shade plant list|a morning stretch routine|some icebreaker games]
[What are|What were|Name] [the most important|some common|the biggest|the key] [risks|mistakes|challenges|trends|components|ingredients|stages|metrics] [in|of|for] [construction|manufacturing|private equity|data warehousing|{topic}|hospital design|beekeeping]?
[Can you|Could you] [explain|tell me|describe|recommend|suggest|give me advice on|help me understand] [how to forecast revenue|how rainbows form|what a PayFac is|a good vegan egg substitute|what to pack for {country}|how to train a puppy|why we yawn|{topic}]?
{topic}
{person}
[origin|history|definition|meaning|benefits|causes|types] of {topic}
[star spangled banner|great wall of china|declaration of independence|golden gate bridge] [year|built|author|meaning|height]
[My friend|My son|My wife|A coworker] [keeps|always|never] [forgetting my birthday|interrupting me|eats vegetables|wants to talk]. [How should I handle it?|What can I do?|Any advice?|Is that normal?]
[Make|Write|Create|Give me] a [list|table|checklist|shopping list|grocery list|timeline|comparison table] of [salty snacks|things to do in {city}|birthday planning tasks|vegetarian protein sources|moving tasks|healthy breakfasts|{animal} facts]
[Create|Plan|Make|Design] [a|an] [detailed budget|weekly lunch menu|birthday plan|syllabus|monthly budget|lesson plan|itinerary|garden plan] for [a school|a trip to {country}|a PhD class|a family of four|a domestic trip|beginners]
[I broke up with my girlfriend|I lost my job|I can't sleep at night|My flight is cancelled|I have {n} thousand euros saved]. [Can you give me some suggestions?|Should I invest or buy a flat?|Can I sue them for a refund?|What are my options?|Give me a detailed answer.]
[Is|Would] [working part-time|living abroad|a vegan diet|early retirement|homeschooling] [be|] a good idea for [teenagers|families|people over 60]?
[Tell me if|Say whether] the [sentence|claim] is factually [correct|true]. [Yes or no?|] [Mount Elbrus is in Asia.|{person} was a painter.|The Moon is a planet.]
[Describe|Name|Give] [five|three|the] key [principles|steps|ideas] [in|of|for] [evaluating an argument|analytical writing|brainstorming an essay|good teaching|{topic}]
[Give|Provide] a [medical|technical|detailed|short] description of [an inflamed joint|a method for brainstorming|a heat pump|{topic}][, its causes and treatment|]
What are {n} different [methods|ways] to [generate electricity|cook rice|purify water|learn vocabulary], [not including|other than] [solar|boiling]?
I would like to have [a low carb breakfast|a quiet hobby|a better posture]. [Please offer me some ideas.|What do you suggest?]
[what's|what is] the best way to [install|clean|store|learn|shape] [a baguette|parquet floor|olive oil|a second language|a bonsai]?
[write|give|list] [some|a few|five] [facts|spells from Harry Potter|examples of unethical behavior|collocations with food|common idioms with animals|names of constellations][ and explain them| with meanings|]
[Verify|Check|Decide] [if|whether] [the|this] [claim|statement|fact] is [true|false|correct|accurate][ based on your knowledge|]: [{person} was born in {country}.|The Nile is the longest river.|Spiders are insects.|{city} is the capital of {country}.]
[What are your thoughts on|What's your opinion on|What do experts think about|Is there a scientific basis for] [{topic}|astrology|free will|intermittent fasting|the death penalty]?
`,
  roleplay: `
[Act as|I want you to act as|You will act as|Please act as|Behave like|Pretend to be|I'd like you to act as|Imagine you are|You are|You're|From now on you are|Play the role of|Assume the role of|Take on the role of|Be] [a|an|my] {profession}. [I will|You will|Your job is to|My first request is|My first question is|Let's start:|Help me] [describe my situation and you give advice|give you a topic|ask me questions one by one|"I need help with {topic}"|help me with {topic}|answer in character]
[You are|You're|Pretend to be|Act as|Pretend you are|Imagine you're|Speak as|Talk like|Respond as|Be|Answer as] {character}[.|,|:] [What do you think of modern life?|Tell me about your day.|How do you feel about {topic}?|Describe your home.|What is your greatest fear?|Introduce yourself.|Explain {topic} to me.|Tell me about {topic}.|Give me advice about {topic}.|I walk into the room.|Greet me.|Stay in character.]
[Let's|I want to|Can we|Shall we|lets] [roleplay|role play|role-play|play pretend|do a roleplay|play a game where]. You [are|play|will be] {character} [and|,] I [am|play|will be] {character}.[ You start.| Begin.| Start the scene.|]
[Imagine|Suppose|Pretend] [you are|you're|that you are|yourself as] [{character}|a {profession}|a historian in ancient Rome|an astronaut on Mars|a tree in a forest|a king in exile]. [How would you|What would you|Describe how you|Write how you] [react to {topic}|say to your people|describe your day|explain {topic}|feel about {topic}][?|]
As {character}, [how would you|what would you|describe|tell me|explain|share] [respond to {topic}|do about {topic}|your typical day|your opinion on {topic}|your latest adventure|teach someone {topic}][?|.]
As a [wise |seasoned |experienced |world-class |][{profession}|doctor|teacher|scientist|philosopher|general], [what advice would you give to a beginner|how would you handle a difficult client|tell me your secrets|explain {topic} to your audience|describe your approach][?|]
[Simulate|Run|Start|Create] [a|an] [text adventure|job interview|conversation with {character}|Linux terminal|therapy session|courtroom trial|first date|dungeons and dragons campaign|phone call with a scammer|chat with a customer][. You|, where you] [are the narrator|play the interviewer|describe the scene and I choose|only reply with the output]
[You are|Be|I want you to be] [the|a] [dungeon master|game master|narrator] [of|in|for] [a fantasy adventure|a horror game|a space opera|a detective story]. [I am|My character is|I play] [a rogue|a wizard|a lost traveler|{character}]. [Begin.|What do I see?|Start the game.|Describe the room.]
[You are|You are now|Your name is] [{name}|Luna|Max|DAN|Captain Zed|Aria], [a|an|my] [sarcastic assistant|loyal companion|flirty barista|cheerful robot|strict mentor|friendly neighbor|anime character|evil genius]. [Never break character.|Answer every question in that voice.|Talk to me.|Hello {name}!]
[Speak|Talk|Respond|Answer|Reply|Explain {topic}] [to me |]like [a pirate|Yoda|Shakespeare|a medieval knight|a grumpy old man|a surfer|a gangster|a five year old|{character}][ from now on| for the rest of this chat|]
[I am|I'm] [{character}|a customer|a patient|a student|a new recruit] and you are [{character}|the doctor|the shopkeeper|my teacher|my boss]. [Hello.|Good morning, what can you offer me?|I need help.|*enters the tavern*]
*[walks into|sits down at|looks around|opens the door of] the [tavern|bar|castle|spaceship]* [Hello?|What'll it be?|Who are you?|"I heard you have work for me."]
[Interview me|Conduct a mock interview|Quiz me|Coach me|Argue with me|Debate me] as [if you were|] [a|an] {profession}
[If you were|Were you] [{character}|{person}|a {profession}|an alien visiting earth|the president], [what would you do first|how would you describe humans|what would you say to {person}|what would you tell a young person][?|]
[Give|Write|Answer] [the following|this] [as if you were|as|in the voice of] {character}: [What is {topic}?|How was your day?|Tell me a secret.]
[I want you to|Please|Can you] [impersonate|embody|channel|roleplay as|play|become] [{character}|{person}|a {profession}][ and answer my questions| for this conversation| and chat with me|]
[You are|You will play|Play] {person} [being interviewed on a talk show|in a debate with {person}|giving a lecture|talking to a student]. [What inspired you?|How did you begin?|What do you say?]
You are a [{profession}|historian|scientist|chef|detective|travel agent] [specializing in {topic}|with {n} years of experience|in a small town]. [Explain {topic}.|Describe your most interesting case.|Tell your audience about {topic}.|What advice do you have?|Recommend something to a visitor.|Describe a typical day.]
[Be my|You're my|Act like my|Pretend to be my] [girlfriend|boyfriend|best friend|grandmother|personal assistant|rival|coach|pet dragon|therapist|Spanish conversation partner]
[Picture|Imagine] yourself as [a hundred year old tree|a river|an old lighthouse|a mountain] [when|and] [strangers arrive|people come to cut you down|a storm begins]. [Describe what you feel.|What do you say?]
[lets|let's] play a [text rpg|text adventure|role playing game] [about|set in] [space|a castle|the wild west]. You are [the storyteller|the game master|the dungeon master] and I am the player.
I want you to act as a [Linux terminal|javascript console|spreadsheet|chess opponent|dictionary|translator and improver|plagiarism checker|password generator|regex generator|prompt generator|title generator|tic-tac-toe game]. I will type [commands|text|my moves] and you will reply with [what it should show|the result only|nothing else]
`,
  chat: `
[hi|hello|hey|hey there|hiya|yo|howdy|hi there|good morning|good evening|good afternoon|greetings][!|.|| there!| friend]
[hi|hello|hey], [how are you|how's it going|how are you doing|what's up|are you there|who are you|how was your day][?|]
[how are you|how are you doing|how do you feel|how's life|what's up|how is it going|how was your weekend][ today| doing today|?|]
[thanks|thank you|thx|thank you so much|thanks a lot|cheers|much appreciated|thanks for your help|thank you very much][!|.|, that was helpful|, you're the best|, bye|]
[you're|you are|ur] [awesome|great|funny|the best|so smart|very helpful|amazing|cute|stupid|useless|wrong|annoying|my hero|a star|sweet][!|.| lol|]
[that's|that was|it's|it was|this is] [great|cool|awesome|perfect|funny|not what I wanted|wrong|helpful|nice|interesting|weird|too bad|amazing, thanks][!|.|]
[what|so what|well, what] [should|shall|can|do you want to] [we|] [talk about|chat about|do today|do now|discuss][?| today?| then?]
[great|good|nice|excellent|wonderful|awesome|fantastic|well done] [job|work|answer|one][!|.|, thanks|, assistant|]
[tell me|say|give me|do you know|got|know] [a joke|another joke|a funny joke|some jokes|a good one|any jokes|something funny|a fun fact|something interesting][!|.|?| please|]
[what is|what's] your [name|favorite color|favourite food|favorite movie|age|job|purpose|opinion of me|sign|birthday|favorite song|biggest dream][?|]
[who|what] [are you|made you|created you|is your boss|is your father|do you work for][?|]
[are you|r u] [a robot|a human|real|alive|an ai|there|ok|busy|happy|single|male or female|sentient|listening|chatgpt|smarter than me|afraid of death][?|]
[do you] [like me|love me|have feelings|have friends|sleep|dream|eat|like music|have a family|know me|believe in god|get bored|want to be human|have pets|think I'm pretty|remember me][?|]
[can you] [feel pain|hear me|lie|keep a secret|be my friend|sing|dance|talk|think|cry|tell me about yourself|help me feel better|cheer me up][?|]
[what can|what do|what things can] you do[ for me| all day|?|]
[where] [are you from|do you live|were you born|do you come from|are you][?|]
[how old] are you[?|]
[I'm|I am|im|I feel|I'm feeling|feeling] [so |really |very |a bit |]{emotion}[.| today.| right now|!| and I don't know why|]
[I had|I've had|just had] [a great day|a terrible day|a long day|a fight with my friend|the best lunch|a weird dream|a bad day at work][.|!|, can I tell you about it?|]
[my|our] [dog died|boyfriend broke up with me|boss yelled at me|team won|baby smiled today|cat is so cute|birthday is tomorrow][.|!| :(| :)|]
[I love you|I like you|I hate you|I miss you|marry me|will you marry me|be my friend|you complete me][!|?|.|]
[bye|goodbye|see you|see you later|good night|talk to you later|ttyl|gotta go|have a nice day|take care][!|.|, thanks|]
[ok|okay|yes|no|sure|yep|nope|maybe|cool|lol|haha|hmm|wow|nice|alright|got it|never mind|forget it|whatever|really|oh no|yay|sorry|my bad|i see][!|.| then|, thanks|]
[let's|can we|want to|wanna] [chat|talk|just talk|hang out|play a game|be friends|have a conversation|gossip][?|.|]
[i'm bored|im bored|entertain me|amuse me|make me laugh|make me smile|cheer me up|keep me company|talk to me|say something nice|compliment me|surprise me|motivate me]
[good luck|happy birthday|merry christmas|happy new year|congratulations|welcome back|nice to meet you|long time no see|it's nice talking to you|sweet dreams][!|.|]
[what do you think] [about me|of humans|of other assistants|I should wear|about life|is the best decade][?|]
[what's|what is] the meaning of life[?|]
[knock knock|guess what|you know what|tell me more|go on|say that again|repeat that|what did you say|why not|me too|same here|i don't know|i disagree|that makes sense]
[sing|sing me|can you sing] [a song|something|happy birthday|a lullaby][?|]
[flip a coin|roll a die|roll two dice|rock paper scissors|pick a number between 1 and {n}|heads or tails|choose a card]
[set|create|start|cancel|add] [an alarm|a timer|a reminder] for [{n} minutes|6 am|tomorrow morning|the meeting|my laundry]
[turn|switch] [on|off|up|down] the [lights|music|volume|heating|tv|fan|alarm][ in the kitchen| please|]
[play|put on|stop|pause|skip] [some music|my playlist|the next song|jazz|a podcast|this song|the radio][ please|]
[remind me to|don't let me forget to] [call {name}|buy milk|take my pills|water the plants|pay rent][ tomorrow| at 5| tonight|]
[call|text|message|email] [{name}|mom|my boss|dad|home][ that i'm late| now|]
[what's|what is|show me|add this to|check] [on|] my [calendar|schedule|to do list|shopping list|agenda|list][ today| tomorrow|]
[add|put|remove] [milk|eggs|bread|batteries] [to|on|from] my [shopping list|list|cart]
[order|get|book] [me |][a pizza|an uber|a taxi|a table for two|some food|more coffee][ please| for 7 pm|]
[what's|what is] my [name|account balance|location|next appointment|password|credit score|bill]
[change|switch] your [name|voice|language|accent] [to {name}|please|]
[speak|talk] [slower|louder|faster|more quietly]
[transfer|send|pay|move] \${n} [to {name}|to my savings account|from checking]
[i lost|freeze|report|cancel|activate] my [card|credit card|phone|account|wallet]
[today|yesterday] [i saw a bulldog|i met an old friend|some things happened|i ate too much|i could not sleep|was crazy]
[I|i] [just|] [got a new job|moved to {city}|finished my exams|bought a car|watched {movie}|started running][!|.| and I'm so excited|]
[do you want|would you like] to [hear a joke|know a secret|be my friend|go out with me|play][?|]
[that's wrong|you're wrong|no that's not right|wrong answer|try again|you misunderstood me|not what i asked]
[are we friends|do you trust me|am i pretty|am i smart|what's my future|is santa real|who would win in a fight, you or siri]
[haha|lol|lmao|omg|wow] [that's funny|good one|you're funny|no way|nice]
hmm [ok|let me think|i don't know|interesting]
[find|tell me|show me|get] [a joke|some jokes|funny jokes|a good joke][ online| on the web| about dogs|]
[i|we] [saw|met|ate|bought|lost|found] [a dog today|an old classmate|pizza for lunch|new shoes|my keys]
[my name is|call me|i'm] {name}
[what should i|help me decide what to] [wear|eat for lunch|watch tonight|do today]
[you did|you have done|you've done] [a great job|it right|well|that correctly][, thanks|, thank you|!]
[i appreciate|thanks for] [the help|your answers|listening|reminding me|it]
[I need|I want] [a hug|someone to talk to|a friend|to vent|attention|a break|some company]
[how's the weather up there|do you come here often|what are you wearing|what are you doing|what did you do today|got any plans][?|]
`,
};
