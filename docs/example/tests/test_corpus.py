from abs_grammar.corpus_tests import TestCorpus as TestCorpus
