"""What the review page works with: who reviews, what is in their queue, a claim as it is shown, forms and the decisions made from them."""
