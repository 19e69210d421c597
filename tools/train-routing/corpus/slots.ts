function list(text: string): readonly string[] {
  return text
    .split("|")
    .map((item) => item.trim())
    .filter((item) => item !== "");
}

/** Fillers of the templates. Written for this project; no data set's wording. */
export const SLOTS: Readonly<Record<string, readonly string[]>> = {
  topic: list(
    "climate change|remote work|the French Revolution|photosynthesis|black holes|blockchain|urban gardening|sleep|the Silk Road|electric cars|meditation|ocean currents|ancient Rome|vaccines|inflation|coral reefs|artificial intelligence|jazz|the immune system|volcanoes|renewable energy|social media|mindfulness|the Cold War|quantum computing|honey bees|minimalism|space travel|the stock market|public speaking|fermentation|genetics|glaciers|microplastics|city planning|the Renaissance|chess|coffee|homeschooling|data privacy|football|karate|supply chains|tea ceremonies|wolves|marathon training|antibiotics|cheese making|time management|democracy",
  ),
  thing: list(
    "a toaster|a bicycle|a garden hose|a phone battery|a houseplant|a laptop screen|a leather jacket|a cast iron pan|a wooden deck|a fish tank|a car engine|a printer|a guitar|a washing machine|a tent|a mattress|an air conditioner|a router|a dishwasher|a carpet|running shoes|a fireplace|hair|a resume|a budget|a compost heap",
  ),
  story: list(
    "a lighthouse keeper who finds a message in a bottle|a dragon afraid of fire|two rival bakers|a robot that learns to paint|a girl who can talk to trees|a haunted library|the last train home|an old clockmaker|a lost astronaut|a detective cat|a village where nobody sleeps|friendship between a fox and a crow|rain in the city|autumn leaves|my grandmother's kitchen|the first day of school|a soldier returning home|a stolen painting|unrequited love|a street musician|the ocean at night|hope after a storm|a time traveling barista|a shy ghost|a broken promise",
  ),
  scene: list(
    "a cat in a space suit|a castle above the clouds|an old fisherman mending nets|a neon city in the rain|a fox in a snowy forest|a robot watering flowers|a bowl of ramen|a dragon curled around a mountain|a sailing ship in a storm|two penguins dancing|a cozy cabin at night|a futuristic train station|a medieval market|an elephant made of glass|a woman reading by the window|a giant whale in the sky|a skull with roses|a vintage car on a coastal road|a treehouse village|a samurai under cherry blossoms|a golden retriever puppy|a steampunk airship|a desert under two moons|a bakery logo with a smiling croissant|a lion with a crown|an abandoned amusement park|a mermaid playing chess|a chameleon on a piano|a lighthouse at dawn|a coffee cup with a galaxy inside",
  ),
  style: list(
    "watercolor|oil painting|pixel art|anime|pencil sketch|cyberpunk|minimalist line art|photorealistic|comic book|art deco|low poly|impressionist|vaporwave|charcoal|stained glass|claymation|vector|surrealist|pop art|3d render|ukiyo-e|isometric",
  ),
  person: list(
    "Marie Curie|Nelson Mandela|Ada Lovelace|Frida Kahlo|Genghis Khan|Jane Austen|Isaac Newton|Simon Bolivar|Cleopatra|Nikola Tesla|Rosa Parks|Mozart|Florence Nightingale|Alan Turing|Charles Darwin|Joan of Arc|Confucius|Amelia Earhart|Galileo|Beethoven|Leonardo da Vinci|Abraham Lincoln|Emily Dickinson|Vincent van Gogh",
  ),
  character: list(
    "a pirate captain|Sherlock Holmes|a medieval blacksmith|a grumpy innkeeper|a Victorian butler|a wise old wizard|an alien ambassador|a noir detective|a strict piano teacher|a stand-up comedian|Socrates|a Viking chieftain|a space station computer|Queen Elizabeth I|a time traveler from 2300|a cowboy|a talking cat|a vampire count|an elf ranger|a retired spy|a tour guide in ancient Athens|a ship's cook|a samurai|a fairy godmother|a haunted doll|a rebellious android|Albert Einstein|Cleopatra|a dungeon master|a sarcastic robot",
  ),
  profession: list(
    "travel guide|personal trainer|job interviewer|life coach|therapist|chef|nutritionist|financial advisor|career counselor|English teacher|storyteller|stand-up comedian|motivational coach|debate coach|football commentator|doctor|lawyer|historian|real estate agent|interior decorator|dentist|astrologer|philosopher|chess player|recruiter|project manager|screenwriter|poet|rapper|novelist|magician|tech reviewer|startup investor|food critic|product manager|mathematics tutor|statistician|text adventure game|Linux terminal|SQL terminal|spreadsheet|plagiarism checker|proofreader|social media manager|fitness instructor|museum guide",
  ),
  city: list(
    "Paris|Tokyo|New York|London|Berlin|Madrid|Chicago|Mumbai|Sydney|Toronto|Lagos|Seattle|Rome|Seoul|Mexico City|Boston|Dubai|Austin|Lisbon|Denver|Nairobi|Vienna|San Diego|Kyoto|Cairo|Miami|Oslo|Dublin",
  ),
  country: list(
    "Brazil|Canada|Japan|Egypt|Germany|India|Kenya|Mexico|Norway|Peru|France|Vietnam|Chile|Greece|Turkey|Nigeria|Australia|Iceland|Thailand|Poland|Morocco|Cuba|New Zealand|South Africa",
  ),
  language: list(
    "French|Spanish|German|Italian|Portuguese|Japanese|Chinese|Korean|Russian|Arabic|Hindi|Dutch|Swedish|Polish|Turkish|Greek|Vietnamese|Thai|Hebrew|Ukrainian|Swahili|Latin|English|Bengali|Tagalog|Indonesian|Mandarin|Czech|Finnish|Urdu|Persian|Brazilian Portuguese",
  ),
  phrase: list(
    "good morning|where is the train station|I would like a glass of water|thank you very much|see you tomorrow|how much does this cost|I am lost|happy birthday|my name is Anna|I love you|the bill please|I don't understand|cheers|good luck|have a nice trip|I'm allergic to peanuts|nice to meet you|what time is it|I need a doctor|library|butterfly|umbrella|friend|the weather is nice|grandmother|freedom|to run|excuse me",
  ),
  sentence: list(
    "The meeting has been moved to Thursday because the director is travelling.|My sister bought a new house near the lake.|If it rains tomorrow, we will stay at home and watch a film.|The company reported higher profits than expected this quarter.|He never forgot the promise he made to his father.|Please send me the documents before noon.|The children were playing in the garden when the storm began.|I have been studying for this exam for three weeks.|Our flight was delayed by four hours.|She smiled, but her eyes were sad.|The museum opens at nine and closes at six.|We should protect the forests for future generations.|The soup was delicious, but the service was slow.|Nobody knew where the old map had come from.|The new law will come into force next January.|Your order has been shipped and will arrive on Monday.|The patient was given two tablets every six hours.|I can't believe you ate the whole cake!|This device must not be used near water.|The early bird catches the worm.",
  ),
  passage: list(
    "The city council voted on Tuesday to close the old bridge for repairs. Officials said the work would take eighteen months and cost around twelve million dollars. Local shop owners fear they will lose customers, while commuters worry about longer journeys.|Hi team, just a reminder that the quarterly review takes place on Friday at 10 in the main hall. Please send your slides to Maria by Wednesday evening. Lunch will be provided, so let her know about any allergies.|I bought this blender two months ago and was very happy at first. Then the motor started to smell and last week it stopped working altogether. Customer service never answered my emails. I would not recommend it to anyone.|Honey bees live in colonies of up to sixty thousand individuals. The queen lays as many as two thousand eggs a day, while workers gather nectar, feed larvae and defend the hive. Colonies have declined because of pesticides, mites and the loss of meadows.|Once upon a time a tailor lived at the edge of a dark forest. Every night he heard music among the trees, and every morning a silver button lay on his doorstep. One evening he followed the sound and never came home.|The trial enrolled 412 patients with mild hypertension. After twelve weeks, mean systolic pressure fell by 9 mmHg in the treatment group and by 3 mmHg in the placebo group. Side effects were mild and included headache and dry mouth.|Customer: My parcel still has not arrived. Agent: I am sorry to hear that. Could you give me your order number? Customer: It is 88213. Agent: It left our warehouse in Leeds yesterday and should reach you tomorrow.|The phone has a bright display and a battery that lasts two full days. The camera struggles in low light, however, and the speaker sounds thin. At 399 euros it is still good value.|John Miller, a 34 year old teacher from Ohio, moved to Lisbon in 2019 with his wife Clara. They opened a small bookshop called Blue Door near the river, which employs five people.|The Great Fire of 1666 destroyed more than thirteen thousand houses in London. It began in a bakery in Pudding Lane and burned for four days. Afterwards Christopher Wren rebuilt St Paul's Cathedral.|Shares of Northwind fell 8 percent on Monday after the airline cut its profit forecast. Chief executive Laura Hansen blamed rising fuel costs and strikes in France. Analysts at Baker & Stone kept their buy rating.|Tom and his brother went to the lake on Saturday. They forgot their fishing rods, so they skipped stones and swam instead. On the way home the car broke down and a farmer gave them a lift.|Photosynthesis takes place in the chloroplasts. Light energy splits water into oxygen and hydrogen, and the hydrogen is used to turn carbon dioxide into sugar. The process depends on light, temperature and the supply of water.|The hotel room was spotless and the staff went out of their way to help us. Breakfast was included and had plenty of choice. The only drawback was noise from the street at night.|Dear Ms Alvarez, thank you for applying for the post of junior analyst. We were impressed by your experience and would like to invite you to an interview on 14 March at our office in Hamburg. Kind regards, Peter Lang|Global temperatures last year were 1.4 degrees above the average of the late nineteenth century. Scientists say the rise was driven by greenhouse gases and strengthened by a warm phase in the Pacific.|The film follows a violin maker who discovers that one of his instruments was played at a famous trial. It is beautifully shot, though the last half hour drags and the ending feels forced.|Minutes: Anna presented the new logo. Ben asked for a darker blue. It was agreed to print two hundred posters by May 3. Carla will contact the printer; Deniz will check the budget.|Beethoven was born in Bonn in 1770 and moved to Vienna in his early twenties. By the age of forty-four he was almost totally deaf, yet he composed his ninth symphony ten years later.|The new tram line connects the airport with the university in twenty-two minutes. Tickets cost three euros and trams leave every ten minutes. The line was built over six years and opened two years late.",
  ),
  option: list(
    "mitochondria|the nucleus|gravity|friction|a noble gas|the Treaty of Versailles|supply and demand|osmosis|a metaphor|the hypothalamus|evaporation|plate tectonics|the Senate|negligence|an enzyme|erosion|the median|classical conditioning|the liver|Mercury|a contract|iron|oxygen|1776|John Locke|inflation|the cortex|an increase in price|both parties|heat",
  ),
  plang: list(
    "Python|JavaScript|Java|C++|TypeScript|Go|Rust|SQL|PHP|Ruby|C#|Bash|R|Kotlin|Swift|MATLAB|Scala|Perl|Haskell",
  ),
  algorithm: list(
    "reverses a linked list|checks whether a string is a palindrome|finds the second largest number in a list|merges two sorted arrays|counts the words in a file|removes duplicates from an array|computes the nth Fibonacci number|converts Roman numerals to integers|validates an email address|sorts a dictionary by value|finds all prime numbers below n|flattens a nested list|parses a CSV file|computes the factorial of a number|detects a cycle in a graph|finds the longest common prefix|rotates a matrix by 90 degrees|generates a random password|downloads all images from a page|groups anagrams together|implements an LRU cache|checks balanced parentheses|finds the first non repeating character|converts a list of tuples to a dictionary|calculates the moving average|extracts all numeric values from a string|finds the maximum subarray sum|transposes a matrix|swaps two variables|checks if a tuple contains an element",
  ),
  code: list(
    "def add(a, b):⏎    return a - b|for i in range(10):⏎    print(i)|function sum(arr) {⏎  let total = 0;⏎  for (const x of arr) total += x;⏎  return total;⏎}|SELECT name FROM users WHERE age > 30;|public class Main {⏎  public static void main(String[] args) {⏎    System.out.println(\"hi\");⏎  }⏎}|#include <stdio.h>⏎int main() {⏎  int a[5];⏎  a[5] = 1;⏎  return 0;⏎}|const res = await fetch(url);⏎const data = res.json();⏎console.log(data.items);|df = pd.read_csv('a.csv')⏎df.groupby('x').mean()|def fib(n):⏎    if n < 2: return n⏎    return fib(n-1) + fib(n-2)|class Node:⏎    def __init__(self, v):⏎        self.v = v⏎        self.next = None|let x = 5;⏎if (x = 6) {⏎  alert('six');⏎}|fn main() {⏎    let s = String::from(\"a\");⏎    let t = s;⏎    println!(\"{}\", s);⏎}",
  ),
  error: list(
    "TypeError: 'NoneType' object is not subscriptable|NullPointerException|Segmentation fault (core dumped)|undefined is not a function|IndexError: list index out of range|ModuleNotFoundError: No module named 'requests'|SyntaxError: unexpected token|CORS policy: No 'Access-Control-Allow-Origin' header|ECONNREFUSED 127.0.0.1:5432|cannot borrow as mutable|KeyError: 'id'|npm ERR! peer dep missing|Permission denied (publickey)|undefined reference to main",
  ),
  name: list(
    "Anna|Ben|Carla|David|Emma|Farid|Grace|Hugo|Ines|Jack|Kira|Liam|Maya|Noah|Olivia|Pablo|Quinn|Rosa|Sam|Tina|Umar|Vera|Will|Yuki|Zoe|Tom|Sarah|James|Lucy|Maria|John|Kevin|Alice|Bob",
  ),
  object: list(
    "apples|marbles|pencils|cookies|stickers|books|tickets|oranges|eggs|coins|flowers|balloons|cupcakes|stamps|toy cars|bottles|shirts|chairs|candies|cards|pizzas|baskets",
  ),
  n: list(
    "2|3|4|5|6|7|8|9|10|12|15|18|20|24|25|30|36|40|45|48|50|60|72|75|80|90|100|120|144|150|200|250|300|365|400|500|1000",
  ),
  food: list(
    "banana bread|chicken curry|pad thai|lasagna|pancakes|guacamole|sourdough bread|vegetable soup|tiramisu|fried rice|hummus|beef stew|pizza dough|apple pie|ramen|falafel|risotto|chocolate cake",
  ),
  product: list(
    "a reusable water bottle|noise-cancelling headphones|an organic dog food|a meal planning app|a yoga mat|a smart lamp|handmade soap|a coffee subscription|a hiking backpack|an online language course|a pet grooming salon|a vegan bakery|an accounting startup|an electric scooter",
  ),
  company: list("Tesla|Apple|Microsoft|Amazon|Nvidia|Google|Netflix|Toyota|Siemens|Sony|Intel|Ford|Samsung|Boeing"),
  team: list(
    "the Lakers|Real Madrid|the Yankees|Manchester United|India|the Patriots|Bayern Munich|the Warriors|Arsenal|Brazil|the Dodgers|Barcelona",
  ),
  movie: list(
    "Inception|The Godfather|Titanic|The Matrix|Parasite|Casablanca|Frozen|Jaws|Interstellar|Psycho|Spirited Away|The Lion King",
  ),
  animal: list(
    "elephants|owls|octopuses|bats|penguins|ants|dolphins|spiders|frogs|camels|sharks|hummingbirds|snakes|bears",
  ),
  word: list(
    "dog|ball|run|catch|river|moon|bread|knife|stand|window|chair|guitar|play|stage|crowd|jump|bike|hill|ride|boat|fish|water|throw|cut|wood|field|horse|rider|rope|hat|wear|phone|talk|street|walk|umbrella|rain|kitchen|cook|pan|egg|bake|cake|candle|blow|beach|sand|dig|snow|ski|slope|mountain|climb|helmet|motorcycle|road|drive|car|wash|sponge|bucket|paint|wall|brush|ladder|paper|pen|write|desk|book|read|glasses|table|plate|fork|eat|sit|bench|park|tree|leaf|bird|sing|cage|cat|sleep|sofa|pillow|bed|room|door|open|key|lock|floor|dance|music|drum|hit|stick|ice|skate|hockey|puck|goal|kick|team|score|court|racket|tennis|net|serve|hair|dryer|mirror|shave|face|towel|soap|hand|hold|baby|bottle|milk|pour|cup|coffee|drink|glass|bar|wine|cheese|slice|pizza|oven|burn|fire|wooden|axe|swing|child|smile|camera|picture|pose|group",
  ),
  emotion: list("happy|sad|tired|bored|lonely|excited|nervous|angry|stressed|a bit down|great|anxious"),
};
