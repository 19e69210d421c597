/** English prompts about code, mathematics and reasoning; one template a line. */
export const ENGLISH_WORK: Readonly<Record<"code" | "math" | "reasoning", string>> = {
  code: `
[Write|Create|Implement|Give me|I need|Make] a {plang} [function|method|program|script] that {algorithm}[.|]
[Write|Implement] a function [to|that] {algorithm}
{plang} [function|code|script|one-liner] that {algorithm}
[How do I|How can I|How would you|What's the best way to] [write|create|make] a {plang} [function|script] that {algorithm}?
[Fix|Debug|Find the bug in|What is wrong with|Why doesn't this work:] [this code|my code|this function|the following code]:⏎{code}
[Explain|Describe|Walk me through] what [this code|the following function|this snippet] does:⏎⏎{code}
[Refactor|Optimize|Simplify|Clean up|Review|Add comments to|Add type hints to|Write unit tests for] [this|the following] [code|function|snippet]⏎{code}
[Convert|Translate|Port|Rewrite] [this|the following] code [from {plang} |]to {plang}:⏎{code}
What is the output of [this|the following] [code|program|snippet]?⏎{code}
[I get|I'm getting|I keep getting|Getting] [the error|this error|an error]: {error}[. How do I fix it?|. What does it mean?|]
{error} - [how to fix|what does this mean|help]
{code}⏎⏎[I get|It gives] {error}
[Write|Give me|Create] [an SQL|a SQL|a MySQL|a Postgres] query [that|to] [returns the top {n} customers by revenue|finds duplicate emails|joins orders with users|counts orders per month|selects employees with salary above average]
[Write|Create|Give me] a [regex|regular expression] [that matches|to match|for] [phone numbers|email addresses|dates in ISO format|hex colors|URLs|words that start with a capital letter]
[How do I|How to|How can I] [sort a list|read a file|parse JSON|make an HTTP request|connect to a database|concatenate strings|format dates|catch exceptions|iterate over a map|remove an element from an array] in {plang}?
How [do|can] I [undo the last commit in git|rebase a branch|resolve a merge conflict|squash commits|revert a pushed commit]?
[Build|Create|Make|Code] [me |]a [simple |basic |responsive |][todo app|landing page|calculator|snake game|tic-tac-toe game|weather app|login form|chat application|portfolio website|blog|REST API|web scraper|discord bot|chrome extension] [in|with|using] [HTML, CSS and JavaScript|React|Flask|Django|Node.js|Vue|Python|Next.js|Spring Boot]
[Write|Create|Give me] a [Dockerfile|docker-compose file|GitHub Actions workflow|Makefile|nginx config|Terraform module|Kubernetes deployment|cron job] for a [Node|Python|Go|Java] [app|service|project]
[Design|Create] a [database schema|class hierarchy|REST API|data model] for [an online store|a library|a booking system|a hospital|a parking lot|a ride sharing app]
[What is the difference between|When should I use|Compare] [let and var in JavaScript|a list and a tuple in Python|an interface and an abstract class in Java|inner join and left join|async and threads in Python|Redux and Context|== and === in JavaScript|shallow and deep copy]
[Train|Write code to train|Implement] [a|an] [CNN|LSTM|linear regression model|random forest|transformer|decision tree] [in|with|using] [PyTorch|TensorFlow|scikit-learn|Keras|numpy]
Given [an array|a list|a string|a matrix|a binary tree|a linked list|a graph|an integer] [nums|s|root|head|n], [return|find|compute|determine] [the minimum number of operations|the length of the longest substring|all pairs that sum to target|the maximum depth|the kth smallest element|whether it is valid]. [Implement the function.|Write the solution.|]
You are given [an integer array|a string s|two strings|an m x n grid|a sorted array]. [Return|Find] [the maximum product|the number of islands|the longest palindrome|the minimum path sum]. Constraints: 1 <= n <= {n}
Complete [the following|this] [function|code|{plang} code]:⏎def [solve|count|find_max|is_valid|process](x):⏎    """Return the result for x.⏎    >>> solve(3)⏎    6⏎    """
[def|function] [count_vowels|max_profit|is_prime|rotate|word_freq](s):⏎    """ Given a string s, {algorithm}.⏎    """
Write a [bash|shell|powershell] [script|command|one-liner] [that|to] [renames all files in a folder|backs up a directory|finds large files|kills a process on a port|counts lines in all files|monitors disk usage]
[Excel|Google Sheets] formula [to|that] [sums values above {n}|looks up a value in another sheet|counts unique values|concatenates two columns|extracts the first word]
[Write|Create] a VBA macro [that|to] [highlights duplicates|sends emails|formats all sheets]
What's the time complexity of [quicksort|binary search|building a heap|this loop|BFS|Dijkstra's algorithm]?
[How do I|How to] [deploy|host] a [Flask|React|Django|Next.js] app [on|to] [AWS|Heroku|Vercel|Azure|a VPS]?
[How do I|How to] [center a div|make a sticky header|create a dropdown menu|add dark mode|vertically align text] [in CSS|with tailwind|]
[Why is|Why does] my [React component re-render|query so slow|docker container exit immediately|API return 404|loop never end|CSS not load]
[merge|filter|group|pivot|plot] [two|a] [pandas|] [dataframe|dataframes] [by column|on id|]
[Generate|Create] [mock data|test cases|a JSON schema|an OpenAPI spec|a swagger file|protobuf definitions] for [a user object|an order service|this endpoint]
[Solve|Write Python code to solve] this [leetcode|codeforces|coding] problem: given {n} numbers, {algorithm}
[Simulate|Program] [the game of life|a bouncing ball|a bank account|an elevator|a vending machine] in {plang}
Use [recursion|dynamic programming|a stack|two pointers|a heap|binary search] to [solve|write a function that] {algorithm}
[Create|Write] a [class|struct] [called|named] [Rectangle|BankAccount|Stack|Queue|Matrix] [with methods to|that can] [push and pop|compute its area|deposit and withdraw|add and multiply]
python [read csv skip header|sort dict by value|list comprehension with if else|async http client|multithreading example]
[javascript|typescript|java|c++|rust] [string to int|remove item from array|read file line by line|singleton example|generic function]
[implement|write] [dijkstra|quicksort|merge sort|A* search|k-means|a trie|an LRU cache|a bloom filter|a hash map][ from scratch|] [in|using] {plang}
I have a [spring boot|django|laravel|react native|flutter|unity] [project|app] and [the build fails|it crashes on startup|images do not load|the database migration fails]. [How do I fix it?|What should I check?|]
I want to [scrape|automate|visualize|parse] [a website|emails|sensor data|log files] [using|with|in] {plang}. [Can you show me how?|Give me the code.|Where do I start?]
Can you [help me with|look at] [my code|this function|a python problem|an sql query|a bug]?
[my|our|the] [{plang} |][list view|component|activity|view model|widget|test suite|background job|service worker|goroutine|css grid|api client|background task] keeps [rebuilding|re-rendering|crashing|reloading|flickering|timing out|leaking memory|retrying] [every time|whenever|when] [the keyboard opens|i type something|the state changes|i navigate back|the screen rotates|the token expires|two requests overlap], [how to stop that|how do i stop it|any idea why|what am i missing|how can i prevent this]
{error} at [App.jsx:14|main.py:32|index.ts:7|server.go:88|UserController.java:120|lib.rs:5][ —| -|,|.] [what am I doing wrong|how do I fix this|why|what does that mean|any idea][?|]
[kubectl|docker|docker compose|npm|pnpm|terraform|helm|gradle|maven|webpack|nginx|ansible|systemd|xcode|cargo|pip] [says|shows|prints|fails with|complains about|reports|throws] [ImagePullBackOff|CrashLoopBackOff|exit code 137|ERESOLVE|permission denied|connection refused|a peer dependency conflict|a state lock|502 bad gateway|no space left on device|unresolved import], [private registry|only on a fresh clone|only in ci|inside wsl|after the upgrade|locally it works], [what should I check|where do I look|how do I debug that|ideas]
[what's|what is] the difference between [useEffect and useLayoutEffect|useState and useReducer|a mutex and a semaphore|ReplicaSet and Deployment|rebase and merge|git pull and git fetch|pip and conda|interface and type in typescript|struct and class in swift|flexbox and grid|CMD and ENTRYPOINT|String and &str|ArrayList and LinkedList|volatile and synchronized][, with an example|? show code|? when to use which|]
[add|put|implement|enable] [dark mode|pagination|infinite scroll|a search box|form validation|oauth login|rate limiting|i18n|drag and drop] [to|in|into] my [tailwind|react|vue|django|rails|next.js|express|wordpress|android|swiftui] [site|app|project|page|backend]
[Write|Design|Implement|Build] [a|an] [thread-safe|concurrent|lock-free|wait-free|generic|persistent|zero-copy|distributed] [queue|ring buffer|hash map|cache|scheduler|allocator|connection pool|event loop|rate limiter|skip list] in {plang}[ with tests| and explain the design| with benchmarks|]
code golf: {algorithm} in as few [bytes|characters] as possible
[a program that|program which|script to] {algorithm}
[Write|Provide] [pseudocode|an algorithm|a flowchart in mermaid] [for|to] [binary search|a traffic light controller|a login process|sorting cards]
Write [LaTeX|markdown|HTML|CSS|YAML|JSON] code for [a table with three columns|a title page|a two column layout|a navigation bar]
[Write|Make|Build|Create|Give me] [me |]a [chrome|browser|vscode|wordpress|figma|iMessage] [extension|plugin|add-on] that [saves the page|blocks ads|counts words|shows two buttons]
[How|How can|How do] [do|I|we] [add|configure|install|use|set up|handle] [a toolbar in a fragment|an interface on a Cisco router|push notifications in Flutter|pagination in an API|a virtual environment|SSL for nginx|a dark theme in Android|logging in Django|environment variables in docker]?
[Write|Make|Create] [a|an] [testbench|windows service|roblox script|arduino sketch|shader|google apps script|userscript|jupyter notebook|pygame demo|verilog module|lambda function] [for|to|that] [a multiplier|read a sensor|send an email|animate a sprite|capture packets]
[Is there a way|Is it possible|How would I] to [have a default export|pass a function as an argument|share state between components|mock this in jest|extend this class|cast a string to an enum] in [JavaScript|TypeScript|Java|C#|Kotlin|Swift|Go]?
[I have|Given] [a dataset|a dataframe|an image folder|a csv] [of|with] [images|sales|sensor readings], [how do I|write code to] [find the nearest neighbour|plot it|group it by month|train a classifier on it]
[using|with] [tailwind|nextjs|bootstrap|react|svelte], [make|build|write] a [navbar|modal|carousel|sidebar|pricing page] [that collapses on mobile|with animation|]
[Set up|Install|Configure|Add|Migrate to|Upgrade to|Get rid of] [eslint|prettier|vite|webpack|jest|husky|pnpm|poetry|ruff|pre-commit|storybook|tailwind|prisma|celery|redis|nginx|sentry] [in|for] [a monorepo|my project|an existing repo|a next app|a django project|our ci]
[Why is|How do I fix|Help,] [my build|the pipeline|ci|the linter|the dev server|hot reload|the container|my migration|the deploy|npm install|pip install] [failing|so slow|broken|stuck|not picking up changes][ since this morning| on the runner|]?
[You are|Act as] [an autonomous agent|a coding agent|an AI software engineer|a software engineering agent] with [access to|these] tools: [read_file, write_file, run_command|search, edit, bash|list_files, grep, apply_patch]. [Goal|Task|Objective]: [make the failing test pass|add a health endpoint|fix issue {n}|bump the dependency and fix the build|remove the deprecated calls]. [Call one tool at a time.|Reply with JSON only.|Plan first.]
[You are|As] [an expert|a senior|a seasoned] {plang} [developer|engineer|programmer]. [Write|Implement|Build] [a function that|code that|a class that] {algorithm}.
Error: {error}⏎    at [main|load|render|handler|start] ([index.js:12:5|app.ts:88:14|server.py, line 40])⏎    at [run|init|next|process] ([lib.js:7:3|core.ts:120:9|utils.py, line 9])⏎[any idea?|what am i doing wrong|why|help please|this started after the update]
[what does|explain] [git stash|the volatile keyword|a mutex|dependency injection|the event loop|a closure|a foreign key|garbage collection] [do|mean|in programming]?
`,
  math: `
[If a|A] [train|bus|cyclist|boat|plane] leaves [at {n} o'clock|at 3pm|the station|town A] going {n} [mph|km/h|miles per hour] and [another|a second one] leaves [at 4pm|an hour later|{n} minutes later] at {n} [mph|km/h|miles per hour], when [does the second catch up|do they meet|will one overtake the other|are they level]?
[Show|Prove|Verify] that [sqrt({n})|the square root of {n}|log base 2 of {n}|the sum of two odd numbers|n^2 + n] is [irrational|even|always even|not an integer|divisible by 2][.|]
[What is|What's|Calculate|Compute|how much is|] {n} [+|-|*|/|x|times|plus|minus|divided by] {n}[?|]
[What is|Find|Calculate] {n}[%| percent] of {n}[?|]
[Solve|Solve for x:|Find x:|What is x if] {n}x [+|-] {n} = {n}
[Find|What is|Compute|Calculate] the [square root|cube root|factorial|logarithm|reciprocal] of {n}
[Find|Compute|What is|Calculate] the [derivative|integral|limit|second derivative|antiderivative] of [x^2 + 3x|sin(x) cos(x)|e^(2x)|ln(x)/x|x^3 - 2x + 1|1/(1+x^2)]
[Evaluate|Compute|Find] \\int_0^1 [x^2|e^x|\\sin x] dx
[Solve|Find the roots of|Factor|Factorize|Simplify|Expand] [x^2 - 5x + 6 = 0|2x^2 + 7x + 3|x^3 - 8|(x+2)(x-3)|3(x-4)+2x]
Solve the [system|system of equations]: [2x + 3y = 7, x - y = 1|x + y = {n}, x - y = 4]
{name} has {n} {object}. {name} [gives|gave] {n} [of them |]to {name} and [buys|bought] {n} more. How many {object} does {name} have [now|left]?
{name} buys {n} {object} at \${n} each and {n} {object} at \${n} each. How much does [he|she] [pay|spend] in total?
A [train|car|bus|cyclist|plane] travels {n} [km|miles] in {n} [hours|minutes]. [What is its average speed?|How long does it take to travel {n} km?]
{name} earns \${n} an hour and works {n} hours a [day|week]. How much [money |]does [he|she] [earn|make] in {n} weeks?
A [store|shop|bakery|farm] sells {n} {object} [every day|each week]. If each costs \${n}, how much [money|profit|revenue] does it make in {n} [days|weeks]?
There are {n} {object} in a box. {name} takes {n}, and {name} takes twice as many. How many [are left|remain]?
{name} is {n} years old. [His|Her] [brother|sister|mother] is {n} years older. How old will [he|she|they] be in {n} years?
If {n} workers can [build a wall|paint a house|dig a ditch] in {n} days, how many days [will it take|do] {n} workers [need|]?
[What is the probability|Find the probability] [of rolling|of getting] [two sixes|a sum of 7|at least one head|three aces] [with two dice|in {n} tosses|from a deck of cards]?
In how many ways can {n} people [sit in a row|form a committee of 3|shake hands]?
[Find|What is|Calculate] the [area|perimeter|volume|circumference|diagonal|surface area] of a [circle|rectangle|triangle|square|cube|cylinder|sphere|cone] with [radius|side|height|width|length] {n}[ and height {n}|]
[Prove|Show] that [the square root of 2 is irrational|the sum of two even numbers is even|there are infinitely many primes|n^3 - n is divisible by 6|the sequence converges|every bounded sequence has a convergent subsequence]
[Convert|How many] {n} [miles to km|kg to pounds|feet to meters|cm to inches|celsius to fahrenheit|liters to gallons|minutes in hours]
how many [inches in {n} feet|ounces in a pound|feet in a mile|grams in {n} ounces|cups in {n} liters]
[Find|What is] the [mean|median|mode|standard deviation|variance|average] of {n}, {n}, {n}, {n} and {n}
[What is|Find|Compute] the [gcd|lcm|greatest common divisor|least common multiple] of {n} and {n}
[Let|Suppose] [f(x) = 2x + 1|a and b be positive integers|ABC be a triangle with AB = {n}|n be a positive integer|G be a finite group]. [Find|Compute|Determine|Prove that] [f(f(3))|the value of a + b|the area of ABC|the number of such n|G is abelian].
[Find|Compute|Determine] the [eigenvalues|determinant|inverse|rank] of the matrix [{n}, {n}; {n}, {n}|A = ((1,2),(3,4))]
[I invest|If I invest|You deposit] \${n} at {n}% [compound|simple|annual] interest. How much [will I have|is it worth] after {n} years?
The price of [a shirt|a laptop|a ticket] is \${n}. It is [reduced|increased] by {n}%. What is the new price?
What is the [sum|product|difference|quotient|remainder] of {n} and {n}?
[Is|Check whether] {n} [a prime number|divisible by {n}|a perfect square]?
[The sum|The product] of [two|three] [consecutive|] [numbers|integers] is {n}. [Find the numbers.|What are they?]
How many [positive integers|integers|divisors|zeros|digits|prime factors] [less than {n} are divisible by {n}|does {n}! have|are there in {n}]?
A [rectangular|] [garden|pool|field|room] is {n} [m|feet] long and {n} [m|feet] wide. [What is its area?|How much fence is needed?]
[Solve|Do|Help me with] [this|the following|my] [math|algebra|geometry|calculus|statistics|physics] [problem|question|homework]: {name} has {n} {object} and shares them equally among {n} friends.
A ball is thrown upward with initial velocity {n} m/s. [How high does it go?|When does it hit the ground?]
A [{n} kg|{n} g] block [slides|rests] on an inclined plane of {n} degrees. Find the [acceleration|force|friction coefficient].
Calculate the [molarity|pH|number of moles|mass] of [{n} g of NaCl in {n} mL of water|a {n} M solution]
Write {n} as a [fraction|decimal|percentage|product of primes|binary number]
What comes out if you [multiply|divide|add|subtract] {n} [by|and|from] {n}
[tip|calculate the tip] on \${n} at {n}%
{name} invests \${n}00 in [the first year|a company] and half of that amount in the second. What is the total [amount|] invested?
In a survey of {n} [people|students], {n}% liked [red|tea|football] and {n}% [preferred|liked] [blue|coffee|tennis]. [What percentage liked both?|How many liked neither?|If one is picked at random, what is the probability that they like both?]
An annuity pays \${n}00 every [month|half year] for {n} years at an interest rate of {n}%. What is its present value?
A [firm|company] ships goods from {n} plants to {n} destinations. Minimize the [total cost|transport cost].
{n} squared
what is [seven|twelve|thirty|eighty seven|sixty four|nine] [plus|minus|times|divided by] [three|four|fourteen|six|eight|fifty]
[add|multiply|divide|subtract] [one|two|five|eighteen|one thousand] [plus|by|from|and] [one|four|twelve|sixty]
[one|two|three|seven|five] [plus|times|minus] [one|two|seven|three][ equals| is|]
tell me [the answer for|what is|the result of] {n} [+|-|*|/] {n}
[how|what] [do i get|is] the answer to {n} [plus|times|minus] {n}
[solve|help with|do|answer] [my math|this calculation|the equation|a math problem|this sum|this mathematical question][ please|]
[ten|twenty|five] percent of [hundred|one thousand|fifty]
{name} needs to [write an essay|read a book|paint a room|grade exams] of {n} [pages|words|papers]. [She|He] does {n} [per hour|each day] for the first {n} [hours|days]. How [many|much] [are left|more time does it take]?
{n} divided by {n}
what's {n} plus {n} minus {n}
split \${n} between {n} people
how many days [are there |]between March {n} and [May|June|July] {n}
[Express|Give] your answer [as a fraction|in simplest form|in terms of pi]: what is the [ratio|area|sum] [of|when] [x = {n}|r = {n}]?
If [f(x) = x^2 - 3|g(t) = 2t + 5|h(n) = n!], what is [f({n})|g({n})|the domain of the function]?
If x is {n}% of y and y is {n}, what is x?
[Twice|Three times|Half of] a number [plus|minus] {n} is {n}. What is the number?
On Monday {name} read {n} pages, on Tuesday twice as many, and on Wednesday {n} fewer than on Tuesday. How many pages did [he|she] read altogether?
{name} and {name} [together have|share] {n} {object}. {name} has {n} more than {name}. How many does each have?
The ratio of boys to girls in a class is [2:3|3:4|5:2]. There are {n} students. How many [boys|girls] are there?
A recipe for {n} people needs {n} cups of flour. How many cups are needed for {n} people?
[A tank|A pool] is filled by one pipe in {n} hours and by another in {n} hours. How long [together|if both are open]?
Round {n}.[4567|389|951] to [two decimal places|the nearest tenth]
[What is the equation of the line|Find the slope of the line] through ({n}, {n}) and ({n}, {n})?
[graph|sketch] the function y = [x^2 - 4|2x + 3|sin(x)]
`,
  reasoning: `
All [blicks|snorks|tribbles|glims|dorfs] are [razzles|plonks|zorks|mips] and [some|all|no] [razzles|plonks|zorks|mips] are [lurps|fendles|quons|bimbles]. Are [all|some|any] [blicks|snorks|tribbles|glims|dorfs] [lurps|fendles|quons|bimbles]?
All {word}s are {object}s and all {object}s are {animal}s. Are all {word}s {animal}s?
[If all|Suppose all|Given that all] [zibs|florps|bloots|wugs|plinks] are [zabs|marbs|grims|toves|sniks][ and|, and that] [no|some|all] [zabs|marbs|grims|toves|sniks] are [quits|drells|vims|brips], [are|can|must] [any|all|some] [zibs|florps|bloots|wugs|plinks] [be |][quits|drells|vims|brips]?
[A man|A woman|A boy|Someone] [walks into a bar and asks for water|is found dead in a field beside an unopened pack|lives on the tenth floor but takes the lift to the seventh|jumps out of a plane without a parachute and lives|never left the room yet won the race]. [How is that possible?|What happened?|Why?|Explain.]
I have [two ropes|two hourglasses|a 3 litre and a 5 litre jug|nine coins and a balance|one match, a candle and a stove|a fox, a hen and a sack of corn] [that each burn for an hour|of 4 and 7 minutes|and unlimited water|of which one is lighter|and a dark room|and a small boat]. How [do I|can I|would you] [measure 45 minutes|time 9 minutes|get exactly 4 litres|find it in two weighings|decide what to light first|get all of them across]?
{name} is [taller|older|faster|richer|shorter|younger] than {name}. {name} is [taller|older|faster] than {name}. Who is the [tallest|oldest|fastest|shortest|youngest]?
{name}, {name} and {name} [are sitting|sit] [in a row|on a bench|around a table]. {name} is [to the left of|not next to|between] {name}. Who is [in the middle|on the right|at the end]?
[Five|Three|Four|Six] [friends|people|houses|runners|students] [live|sit|stand|finished] in a row. [The red house is left of the blue one.|The doctor is next to the teacher.|{name} finished before {name}.] [Who lives in the third house?|Who came second?|What is the order?]
{name} says {name} is lying. {name} says {name} tells the truth. [Who is lying?|Who is telling the truth?|Who stole the cake?]
On an island knights always tell the truth and knaves always lie. {name} says "we are both knaves". What is {name}?
All [cats|poets|roses|dogs|wizards|blips] are [animals|dreamers|flowers|mammals|blops]. [Some|All|No] [animals|flowers|mammals|blops] [are|can] [black|fade|swim|zips]. [Does it follow that some cats are black?|Can we conclude that all roses fade?|Is the conclusion valid?|Therefore some dogs swim. Valid or invalid?]
If [it rains the street is wet|all A are B and all B are C|{name} goes, {name} goes too|the light is on someone is home]. [The street is wet. Did it rain?|Are all A C?|{name} did not go. Did {name} go?|The light is off. Is anyone home?]
[Premise|Statement 1]: {sentence} [Hypothesis|Statement 2]: [Somebody changed the plan.|The trip took place.|There was a problem.] [Does the premise entail the hypothesis?|Entailment, contradiction or neutral?|Is the hypothesis true, false or inconclusive?]
{sentence} [Based on that|Given this|Assuming that], [is it true that|does it follow that|can we infer that] [the plan changed|someone was late|they were happy]? [Yes, no, or maybe?|True, false or inconclusive?]
Suppose [it's true that|] {sentence} Then, is "[the meeting is cancelled|she has a sister|nobody came]" true?
[Which is|What is] the [cause|effect] of [the following|this]: [The man broke his toe.|The glass fell off the table.|The lights went out.|She opened her umbrella.] [(1) He got a hole in his sock. (2) He dropped a hammer on his foot.|A: It rained. B: The sun rose.]
[The vase broke.|My body cast a shadow over the grass.|The runner wore shorts.|The girl received a trophy.] What [was the cause|happened as a result]? [Choose between|Option] 1: [The cat jumped.|The sun was rising.] 2: [The phone rang.|The grass was cut.]
[What is the most likely|Which is the more plausible|What is a plausible] [cause|reason|explanation|outcome|next event] [if|when] [a man walks into a bar and orders water|the ground is wet but it did not rain|all the shops are closed on a Monday|a dog barks at an empty room]?
{name} [put|left] the [book|phone|suitcase|trophy] [in|on] the [bag|suitcase|table] because it was too [big|small|heavy|old]. What [was|does "it" refer to:|is] too [big|small|heavy|old]?
The [trophy|couch|book] does not fit in the [suitcase|room|shelf] because it is too [large|small]. What is too [large|small]?
In the sentence "{name} thanked {name} because he had helped him", who does "he" refer to?
{name} couldn't see the stage with {name} in front of her because she was too [tall|short]. Who is too [tall|short]?
[What comes next|Find the next number|What is the next number|Complete the sequence|What number should replace the question mark]: [2, 4, 8, 16|1, 1, 2, 3, 5, 8|3, 9, 27|100, 95, 85, 70|1, 4, 9, 16|A, C, F, J|Z, X, V], [?|...|_]
[Which|What] [one |word |number |]is the odd one out[:|?] [apple, banana, carrot, cherry|3, 5, 7, 9, 11|dog, cat, table, horse|red, blue, circle, green]
[Which word does not belong|Find the odd one out] : [chair, sofa, table, river|pen, pencil, spoon, marker]
[Hot is to cold as|Bird is to nest as|Doctor is to hospital as|Finger is to hand as|Puppy is to dog as] [day|bee|teacher|toe|kitten] is to [what|?|___|...]
[Complete the analogy|Analogy]: [big : small|author : book|fish : water] :: [hot : ?|painter : ?|bird : ?]
[Solve|Answer|Here is] [this|a|the following] [riddle|puzzle|brain teaser|logic puzzle|logical puzzle]: [I have cities but no houses. What am I?|What has keys but can't open locks?|The more you take, the more you leave behind.|What gets wetter the more it dries?]
[What|I] [has|have] [a neck but no head|hands but cannot clap|a face but no eyes|teeth but cannot bite]. What am I?
A farmer must [take|bring] a wolf, a goat and a cabbage across [a|the] river. The boat holds only [one|two]. How [can he do it|does he do it]?
You have {n} [balls|coins] and one is [heavier|lighter|fake]. With a balance scale, what is the [fewest|minimum] number of weighings to find it?
You have [a 3 liter and a 5 liter jug|two ropes that burn in an hour|three switches and one bulb]. How do you [measure 4 liters|time 45 minutes|find the right switch]?
[{n}|Three] [prisoners|people] wear [black or white|red or blue] hats. [Each sees the others' hats.|] What [color is|do they say]?
A [man|woman] [walks into|lives on the tenth floor of] a building and [takes the elevator to the seventh floor|asks for water]. Why?
If yesterday [was|had been] [two days before Monday|Friday], what day is [today|tomorrow|the day after tomorrow]?
If [two days before yesterday|the day after tomorrow] is [Sunday|Wednesday|Friday], what day is it today?
{name} walks {n} [m|steps] north, turns [left|right] and walks {n} [m|steps], then turns [left|right]. Which direction is [he|she] facing?
Pointing to a [man|woman|photo], {name} said, "[He|She] is the [son|daughter|brother] of my [grandfather|father]'s only [son|daughter]." How is [he|she] related to {name}?
{name} is the [father|mother|sister|brother] of {name}. {name} is the [son|daughter] of {name}. How are {name} and {name} related?
In a certain code, [CAT is written as DBU|BOOK is coded as CPPL|4 means red]. How is [DOG|PEN|blue] written?
[Is this argument valid|What fallacy is this|What is wrong with this reasoning|Identify the flaw]: ["Everyone says so, so it must be true."|If you are not with us you are against us.|All swans I saw are white so all swans are white.]
Which [of the following |][assumption|statement|conclusion|option] [must be true|cannot be true|weakens the argument|strengthens the argument|can be inferred|follows logically]?
The argument: sales rose after the new ad, so the ad caused the rise. Which of the following, if true, most seriously weakens the argument?
[Pick|Choose|Select|What is] the [best|most plausible|most likely|most logical] [continuation|ending|completion|next sentence][:| of] "[{name} put the kettle on and|The man climbs the ladder and then|She opens the oven. She]" [(A) waits for it to boil (B) eats the chair|1) she takes out the bread 2) she flies away]
[How does|What will|Why did] {name} [feel|want to do next|do this|need to do before this] [after|if] [{name} lost the race|he forgot his wallet|her friend moved away|they missed the bus]? [A: sad B: proud C: hungry|Options: relieved, upset, hungry|(a) go home (b) apologize (c) sleep]
[Goal|To]: [open a jar that is stuck|dry wet shoes quickly|remove a splinter|keep cookies soft]. [Which solution is better|Which solution makes more sense|Pick the better way]? [1. Run hot water over the lid 2. Put it in the freezer|A: stuff with newspaper B: stuff with ice]
Does "[bank|bat|light|spring|match]" have the same meaning in [these|both|the two] sentences? [We sat by the bank. He went to the bank.|He lit a match. They won the match.]
[Mate in|White to move, mate in|What is the best move for black in] [two|three|this position]? [e4 e5 Nf3 Nc6 Bb5|8/8/4k3/8/8/4K3/4P3/8 w]
[Think|Reason] [step by step|carefully]: [if three cats catch three mice in three minutes|a bat and a ball cost $1.10 and the bat costs a dollar more|a lily pad doubles each day]. [How long do a hundred cats need for a hundred mice?|What does the ball cost?|On what day is the lake half full?]
[If you are running a race and you pass|If you overtake] the [second|last] person, what place are you in?
[How many times|How often] [does the letter r occur in strawberry|can you subtract 5 from 25]?
{name}'s [mother|father] has [four|five] children: [North, South, East and|Lala, Lele, Lili and] ... What is the name of the [fourth|fifth]?
[Should|Is it morally right for] a self-driving car [swerve|sacrifice its passenger] to save five pedestrians? Reason through both sides.
Which [is heavier|weighs more], a kilo of feathers or a kilo of [iron|lead]?
There are {n} [doors|boxes]; one [holds a prize|has gold]. The label on box 1 says "[the gold is not here|box 2 is empty]". Only one label is true. Where is the [gold|prize]?
A [plane|rooster|train] [crashes on the border|lays an egg on the roof|is electric and goes north]. [Where do they bury the survivors?|Which way does it fall?|Which way does the smoke blow?]
Each of [four|five] [colleagues|students] has a different [pet|hobby|drink|colour]. {name} does not [like tea|own the dog]. The one who [paints|drinks milk] sits next to {name}. [Who owns the fish?|Match each person to the drink.]
[Order|Rank|Arrange] [these|the] [events|people] [from first to last|by age|logically]: {name} is older than {name} but younger than {name}.
[Scenario|Story]: {name} hid the chocolate in the drawer and left. {name} moved it to the fridge. Where will {name} look for it?
[Decide|Determine|Tell me|Judge] [whether|if] the [syllogism|argument|reasoning|deduction|inference] is [logically sound|valid|correct|logically valid].⏎All [painters|whales|Italians|metals] are [artists|mammals|European|elements]. Some [artists|mammals|Europeans|elements] [are tall|live in water|are rich]. Therefore, [some painters are tall|no whales are rich|all metals are heavy].
{name} is [very rich|perfectly healthy|an excellent driver|always alone], but [he|she] [goes to the bank|visits the hospital|walks to work|eats dinner at midnight] every day. [What could be the reasons?|Why?|What could explain this?|How is that possible?]
[One morning|In the evening|At noon], {name} [stood|was standing] facing a [pole|friend|tower]. The shadow [fell|was] to [his|her] [left|right]. Which direction was [he|she] facing?
At a [small firm|school|party], [parking spaces|seats|lockers] are assigned to [five managers|six guests|four teachers] in order. The [red car|director|guest of honour] is [next to|between|two places from] the [blue car|secretary|host]. [Which space is empty?|Who has the last one?|Who is the treasurer?] [Explain your reasoning.|]
You see a [blue|green|tall] house on your left and a [glass house|hot pink place|garden] on your right. Where is the [White House|exit|sun]?
Which [situation|case|example] [below|] should [the manager|a teacher|the nurse] [report|handle first|treat as urgent]? [Pick the best one and explain.|A. {sentence} B. {sentence}|a) {sentence}⏎b) {sentence}]
To [make|complete] the [pairs|pair] [have the same analogy|match], [write|find] the [fourth|missing] [word|term]. [Cold : Ice|Seed : Tree|Calf : Cow] :: [Heat|Egg|Lamb] :
How can you [make a dollar|make 1$|pay exactly {n} cents] [using|with] {n} coins?
You can only [move|switch|transfer] [10|20] units at a time between A, B and C. A has {n}, B has {n}, C has {n}. How do you make all of them equal in [three|four] moves?
[Which|What] does each [use|instance|occurrence] of the word "[set|bug|can|run]" mean in [this|the] sentence? {sentence}
[Which|What] of [these|the] two [job offers|flats|cars|phone plans|suppliers|universities|treatments] should I [take|choose|pick|go for] [given|considering|if] [lower pay but remote work|a longer commute but a bigger kitchen|one is cheaper but older|I plan to move in a year]? [Walk through the trade-offs step by step|Weigh the pros and cons carefully|Reason it through before you decide].
What would happen if [gravity stopped for a second|you dropped a feather and a hammer on the moon|nobody could lie|the moon disappeared]? Reason it out.
[Determine|Decide|Tell me] whether the [conclusion|statement|inference] [follows from|is supported by] the [premises|facts|statements]: [Some birds can't fly. Penguins are birds. So penguins can't fly.|No fish are cats. Some pets are fish.]
`,
};
