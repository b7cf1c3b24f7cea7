from abs_grammar.testing.corpus_tests import TestCorpus as TestCorpus
