// Every test of the decision path as one: what they import is then loaded once a mutant. Tables first: they are quickest to fail.
import '../../libs/policy/src/judge.spec.ts';
import '../../libs/policy/src/standing.spec.ts';
import '../articles/article-2.spec.ts';
import '../articles/article-3.spec.ts';
import '../articles/article-4.spec.ts';
import '../articles/article-6.spec.ts';
import '../articles/order-of-judgement.spec.ts';
import '../articles/matrix.spec.ts';
import '../articles/worked-examples.spec.ts';
import '../articles/updates.spec.ts';
import '../articles/guards-asked.spec.ts';
import '../../libs/policy/src/project.spec.ts';
import '../../libs/policy/src/write-json.spec.ts';
import '../../libs/policy/src/shapes.spec.ts';
import '../../libs/policy/src/register.spec.ts';
import '../articles/differential.spec.ts';
import '../articles/properties.spec.ts';
