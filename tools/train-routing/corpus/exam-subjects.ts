/** Terms of exam subjects, from general knowledge: they carry what the labelled exams say of a subject to words those do not use. */
export const EXAM_SUBJECTS: Readonly<Record<string, string>> = {
  abstract_algebra:
    "group ring field homomorphism isomorphism subgroup ideal polynomial abelian cyclic kernel order generator coset permutation quotient automorphism",
  anatomy:
    "nerve muscle artery vein bone ligament tendon cranial vertebra pelvis thorax skull larynx pharynx embryonic palate mandible lymph innervates",
  astronomy:
    "planet star galaxy orbit telescope moon sun comet asteroid solar lunar eclipse supernova redshift jovian terrestrial parsec luminosity neptune saturn",
  business_ethics:
    "corporate stakeholders responsibility whistleblowing governance shareholders ethical sustainability csr fairtrade bribery transparency",
  clinical_knowledge:
    "patient pulse catheter syringe injection symptom blood pressure ecg nurse wound dressing resuscitation glucose clinical drug dose",
  college_biology:
    "cell membrane protein dna enzyme mitochondria chromosome allele natural selection species meiosis photosynthesis transcription operon phloem",
  college_chemistry:
    "nmr spectrum equilibrium molar oxidation acid buffer enthalpy orbital epr bond catalyst reaction kinetics electron ligand",
  college_computer_science:
    "algorithm complexity grammar automaton cache processor semaphore deadlock np complete heap graph boolean compiler scheduling",
  college_mathematics:
    "continuous differentiable matrix eigenvalue integral converges compact topology vector linear rank determinant complex",
  college_medicine:
    "glucose muscle glycogen atp athlete enzyme codon metabolism patient syndrome mutation hormone lactate receptor",
  college_physics:
    "photon electron wavelength spring momentum capacitor lens relativistic thermodynamic adiabatic magnetic field oscillator quantum laser",
  computer_security:
    "encryption firewall attack malware password buffer overflow ssl certificate vulnerability exploit hash integrity penetration",
  conceptual_physics:
    "force acceleration gravity heat temperature wave light sound pressure density charge current voltage inertia nucleus isotope",
  econometrics:
    "regression heteroscedasticity autocorrelation estimator ols residuals garch stationary variance lagged endogenous multicollinearity",
  electrical_engineering:
    "voltage circuit resistor capacitor transformer diode motor inductance amplifier transistor armature torque flip flop generator coil",
  elementary_mathematics:
    "how many total each equals fraction decimal product sum minutes miles cost students remainder pounds expression number",
  formal_logic:
    "propositional predicate translation argument wff truth table valid invalid indirect conclusion premise formula plo",
  global_facts: "percent population countries world gdp life expectancy poverty worldwide share adults deaths literacy",
  high_school_biology:
    "cell organism gene trait population evolution ecosystem photosynthesis dna predator inheritance mitosis habitat",
  high_school_chemistry:
    "mole reaction solution electrons ion acid base bond atomic compound gas molecule oxidation boiling molarity",
  high_school_computer_science:
    "code segment variable loop list procedure binary program python array boolean output algorithm integer",
  high_school_european_history:
    "king church revolution napoleon monarchy protestant reformation parliament treaty nobility enlightenment passage refers",
  high_school_geography:
    "country migration population urban boundary region agriculture density rural culture city diffusion demographic",
  high_school_government_and_politics:
    "congress president senate supreme court constitution amendment federal election vote party bill judicial veto",
  high_school_macroeconomics:
    "gdp inflation unemployment fiscal monetary policy interest rate aggregate demand supply federal reserve money recession exports",
  high_school_mathematics:
    "equation function sum integer triangle x y value polynomial probability sequence graph coordinates solve expression",
  high_school_microeconomics:
    "price demand supply firm cost marginal revenue monopoly elasticity consumer profit competitive equilibrium surplus",
  high_school_physics:
    "velocity mass force energy block circuit momentum spring wave projectile friction charge kinetic",
  high_school_psychology:
    "behavior memory conditioning cognitive personality stimulus anxiety freud piaget reinforcement perception motivation",
  high_school_statistics:
    "sample mean standard deviation confidence interval hypothesis probability random distribution survey regression population",
  high_school_us_history:
    "slavery colonies american president war reform congress union treaty civil labor passage excerpt",
  high_school_world_history:
    "empire trade colonial dynasty islam china ottoman passage century buddhism imperialism mongol",
  human_aging:
    "older adults aging elderly retirement widowhood dementia alzheimer longevity nursing caregivers menopause",
  human_sexuality:
    "sexual intercourse sex orgasm pregnancy contraceptive gender homosexual fetus genital partner menstrual",
  international_law:
    "state treaty jurisdiction sovereignty convention icj united nations custom obligation self defence high seas",
  jurisprudence: "law theory positivism natural legal hart dworkin justice rawls rights kelsen rule",
  logical_fallacies: "fallacy argument ad hominem premise appeal straw man slippery slope begging converse accident",
  machine_learning:
    "training model classifier overfitting gradient neural network kernel bias variance clustering loss bayesian parameters",
  management: "organisation manager leadership motivation structure theory employees team role culture planning",
  marketing: "consumer product brand market advertising pricing segment customers promotion sales retail",
  medical_genetics: "gene mutation chromosome inheritance autosomal recessive dominant allele dna disorder carrier",
  miscellaneous: "which what movie song company name color day food singer sport famous character tv board game",
  moral_disputes:
    "moral argues abortion euthanasia death penalty rights animals torture duty punishment utilitarian according claims",
  moral_scenarios: "scenario wrong not wrong main character morally i my according ordinary standards",
  nutrition: "vitamin diet intake protein food energy fat iron dietary nutrient obesity calcium carbohydrate",
  philosophy: "plato aristotle kant descartes hume according moral virtue knowledge soul argues mill epicurus nature",
  prehistory:
    "archaeological neanderthal domestication pyramid stone maya fossil hominid excavation tools neolithic inca",
  professional_accounting:
    "company audit auditor cost tax income financial statements inventory bond depreciation cpa asset cash",
  professional_law:
    "defendant plaintiff court contract statute property sued liability prosecution jury evidence landlord deed negligence trial seller",
  professional_medicine:
    "year old man woman comes physician examination shows history blood pressure mg laboratory studies temperature pulse diagnosis",
  professional_psychology:
    "psychologist client therapy test validity disorder employees children theory ethical self assessment treatment",
  public_relations: "public relations media campaign crisis publics communication press audience practitioner",
  security_studies: "security threat state nuclear terrorism war military international conflict realism weapons human",
  sociology: "social society class gender weber durkheim marx deviance culture family inequality bureaucracy",
  us_foreign_policy: "united states foreign policy soviet cold war president containment iraq bush doctrine hegemony",
  virology: "virus viral infection hiv vaccine rna replication immune antibody epidemic host",
  world_religions: "religion god buddhist hindu muslim christian jewish temple sikh ritual worship scripture",
};
